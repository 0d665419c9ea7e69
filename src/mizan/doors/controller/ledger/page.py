"""Whether the books agree, asked now: sub-ledgers against control accounts, funds against one another."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.controller.desk import AUDITOR, COLLECTOR, WORKS
from mizan.doors.pages import Visit, page
from mizan.doors.proofs import last_proof
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions.checks import faults
from mizan.funds.ledger import queries as ledger
from mizan.funds.ledger.types import Nature
from mizan.kernel.funds import Fund

PAIRED = (Nature.OWED_ASSESSED, Nature.OWED_RECEIVED)


@page(*WORKS, AUDITOR)
def status(visit: Visit) -> HttpResponse:
    """Show each check with its answer, and what CNAS holds for the other funds."""
    lang = visit.lang
    # People of CASNOS see that employers' receipts exist, not their shares: they check their own sub-ledgers.
    found = list(faults(whole=Fund.CASNOS.value not in visit.scopes(*WORKS) or COLLECTOR in visit.scopes(*WORKS)))
    unbalanced = ledger.unbalanced_funds()
    nation = bool(visit.roles & {AUDITOR})
    disagree = ledger.pairs_disagree(until=visit.day_after) if nation else ()
    checks = [("sub_ledger", not found), ("zero_sum", not unbalanced)]
    if nation:
        checks.append(("mirrors", not disagree))
    rows = tuple(
        Row(
            (
                tables.text(wording.text(f"controller.ledger.{name}", lang)),
                tables.status(wording.text(f"controller.ledger.{'agrees' if sound else 'differs'}", lang), "done" if sound else "late"),
            )
        )
        for name, sound in checks
    )
    table = Table(
        "checks",
        wording.text("controller.ledger.checks", lang),
        columns(lang, "controller.ledger", "check", "answer"),
        rows,
        sortable=False,
    )
    differing = [(fault.check, fault.what, fault.detail, fault.books) for fault in found]
    context = {"table": table, "held": _held(visit), "faults": _faults(visit, differing) if differing else None, "night": _night(visit)}
    return visit.page("controller/ledger/page.html", context)


def _night(visit: Visit) -> list[dict[str, object]]:
    """What the last night found, for the part `facts`; nothing before the first night."""
    found, lang = last_proof(), visit.lang
    if found is None:
        return []
    values: list[tuple[str, str, object]] = [
        ("night_at", "moment", found.at),
        ("verified", "number", found.verified),
        ("unsealed", "number", found.unsealed),
        ("broken", "number", len(found.broken)),
        ("guards_off", "number", len(found.guards_off)),
        ("night_faults", "number", found.faults),
        ("failed", "number", found.failed),
    ]
    facts = [{"label": wording.text(f"controller.ledger.{name}", lang), "kind": kind, "value": value} for name, kind, value in values]
    sound = found.sound
    words = wording.text(f"controller.ledger.{'agrees' if sound else 'differs'}", lang)
    label = wording.text("controller.ledger.answer", lang)
    return [{"label": label, "kind": "status", "value": words, "tone": "done" if sound else "late"}, *facts]


def _faults(visit: Visit, differing: list[tuple[str, str, int, int]]) -> Table:
    rows = tuple(
        Row((tables.code(check), tables.code(key), tables.amount(kept), tables.amount(control)), "late")
        for check, key, kept, control in differing
    )
    heads = columns(visit.lang, "controller.ledger", "check", "account", "kept#", "control#")
    return Table("faults", wording.text("controller.ledger.faults", visit.lang), heads, rows)


def _held(visit: Visit) -> Table:
    """What CNAS holds for each fund: assessed and not received, received and not paid over."""
    lang = visit.lang
    sums: dict[str, dict[str, int]] = {}
    for balance in ledger.balances(until=visit.day_after, funds=[Fund.CNAS], natures=list(PAIRED)):
        kept = sums.setdefault(balance.party, {})
        kept[balance.nature] = kept.get(balance.nature, 0) - balance.amount
    rows = tuple(
        Row(
            (
                tables.text(wording.text(f"fund.{fund}", lang), href=visit.address("steering:fund", fund=fund)),
                *(tables.amount(kept.get(nature, 0), href=_opens(visit, fund, nature, kept.get(nature, 0))) for nature in PAIRED),
            )
        )
        for fund, kept in sorted(sums.items())
    )
    heads = columns(lang, "controller.ledger", "fund", "owed_assessed#", "owed_received#")
    return Table("held", wording.text("controller.ledger.held", lang), heads, rows, empty=wording.text("controller.ledger.empty", lang))


def _opens(visit: Visit, fund: str, nature: Nature, amount: int) -> str:
    """Where what is held for a fund opens: its branches, or what is to be paid over to it."""
    address = visit.address("steering:fund", fund=fund)
    return f"{address}{'#account' if nature is Nature.OWED_RECEIVED else '#balance'}" if amount else ""
