"""What the page of a debt shows, at the payer's door and at the officer's: where it comes from, what it posted, how it is given back."""

from __future__ import annotations

from collections.abc import Callable

from mizan.doors import tables, wording
from mizan.doors.pages import Visit
from mizan.doors.payer.entry_lines import lines_table
from mizan.doors.payer.serving import to_serve
from mizan.doors.tables import Row, Table, columns
from mizan.funds.access.types import Role
from mizan.funds.benefits.grounds import recovered_by_month, recovery_share
from mizan.funds.benefits.queries.debts import debts_of, debts_of_person, recoveries_of
from mizan.funds.benefits.queries.holds import net_on, notices_of_debt
from mizan.funds.benefits.types.holds import DebtKnown
from mizan.funds.contributions.days import accounting_day
from mizan.funds.ledger.queries import entry_on

TONES: dict[bool, tables.Tone] = {True: "done", False: "soon"}


def origin_of(visit: Visit, debt: DebtKnown) -> str:
    """What made a debt, in words: an undone payment, a decision and what it acted on, a day of the law."""
    words = wording.text(f"payer.debt.origin.{debt.origin}", visit.lang)
    why = f"payer.debt.why.{debt.why}"
    return f"{words} · {wording.text(why, visit.lang)}" if debt.origin == "decision" and wording.has(why, visit.lang) else words


def context(visit: Visit, debt: DebtKnown, letter: Callable[[str], str], opened: Callable[[DebtKnown], str]) -> dict[str, object]:
    """Everything but whose it is; `letter` gives the address of the notice in a language, `opened` that of another debt."""
    notices = notices_of_debt(debt.id)
    return {
        "debt": debt,
        "origin": origin_of(visit, debt),
        "facts": _facts(visit, debt),
        "plan": _plan(visit, debt),
        "recovered": _recovered(visit, debt),
        "lines": _lines(visit, debt),
        "others": _others(visit, debt, opened),
        "letters": [
            {"key": f"payer.hold.letter_{one.language}", "language": one.language, "href": letter(one.language)} for one in notices
        ],
        "served": [
            {
                "label": wording.text(f"payer.hold.letter_{one.language}", visit.lang),
                "kind": "day",
                "value": one.served_on,
                "note": " · ".join(part for part in (wording.text(f"payer.channel.{one.channel}", visit.lang), one.reference) if part),
            }
            for one in notices
            if one.served_on is not None
        ],
        "may_tell": not notices and debt.left > 0,
        **to_serve(visit, notices),
    }


def _facts(visit: Visit, debt: DebtKnown) -> list[dict[str, object]]:
    lang = visit.lang
    decision = ""
    if debt.decision_id is not None and Role.OFFICER.value in visit.roles:
        decision = visit.address("officer:decision", decision_id=debt.decision_id)
    reversal = ""
    if debt.reversal_id is not None and Role.FUND_ACCOUNTANT.value in visit.roles:
        reversal = visit.address("payer:reversal", reversal_id=debt.reversal_id)
    values: list[tuple[str, str, object, str, str]] = [
        ("fund", "text", wording.text(f"fund.{debt.fund.value}", lang), "", ""),
        ("benefit", "text", wording.text(f"benefit.{debt.kind}", lang), "", ""),
        ("award", "code", debt.award_id, "", ""),
        ("origin_of", "text", origin_of(visit, debt), debt.reason, reversal),
    ]
    if debt.decision:
        values.append(("decision", "code", debt.decision, "", decision))
    values += [
        ("from", "period", f"{debt.from_month:%Y-%m}", "", ""),
        ("until", "period", f"{debt.to_month:%Y-%m}", "", ""),
        ("made", "day", accounting_day(debt.made_at), "", ""),
    ]
    return [
        {"label": wording.text(f"payer.debt.{name}", lang), "kind": kind, "value": value, "note": note, "href": href}
        for name, kind, value, note, href in values
    ]


def _plan(visit: Visit, debt: DebtKnown) -> dict[str, object]:
    """How it is recovered, if nothing changes: what each payment is less by within the law's share, and for how long."""
    lang = visit.lang
    if not debt.left:
        return {"text": wording.text("payer.debt.plan_done", lang), "facts": []}
    net = net_on(debt.award_id, visit.today)
    taken, months = recovered_by_month(net, debt.left, on=visit.today)
    if not taken:
        return {"text": wording.text("payer.debt.plan_none", lang), "facts": []}
    values: list[tuple[str, str, object]] = [("net", "amount", net), ("taken", "amount", taken), ("months", "number", months)]
    others = sum(one.left for one in debts_of(debt.award_id) if one.id < debt.id)
    values += [("before", "amount", others)] if others else []
    return {
        "text": wording.text("payer.debt.plan", lang, share=recovery_share()),
        "facts": [{"label": wording.text(f"payer.debt.plan_{name}", lang), "kind": kind, "value": value} for name, kind, value in values],
    }


def _recovered(visit: Visit, debt: DebtKnown) -> Table:
    """What payments took of it; those of a run that is not approved yet are said as such."""
    lang = visit.lang
    pays = Role.FUND_ACCOUNTANT.value in visit.roles
    found = recoveries_of(debt.id)
    rows = tuple(
        Row(
            (
                tables.period(f"{one.month:%Y-%m}", href=visit.address("payer:run", run_id=one.run_id) if pays else ""),
                tables.day(one.pay_on),
                tables.code(f"I{one.instalment_id}"),
                tables.amount(one.amount),
                tables.status(wording.text(f"payer.debt.{'taken' if one.approved else 'to_take'}", lang), TONES[one.approved]),
            )
        )
        for one in found
    )
    total = sum(one.amount for one in found if one.approved)
    foot = (
        tables.text(wording.text("payer.debt.all", lang)), tables.text(""), tables.text(""), tables.amount(total), tables.text("")
    ) if rows else ()  # fmt: skip
    heads = columns(lang, "payer.debt", "month", "paid_on", "ref", "amount#", "state_is")
    caption, empty = (wording.text(f"payer.debt.{name}", lang) for name in ("recovered_caption", "recovered_none"))
    return Table("debt-recovered", caption, heads, rows, foot, empty=empty, sortable=False)


def _lines(visit: Visit, debt: DebtKnown) -> Table | None:
    """The entry that posted it: debits above zero, credits below; a decision's entry may hold other awards too."""
    found = entry_on(debt.entry_id)
    if found is None:
        return None
    caption = wording.text("payer.debt.posted", visit.lang, number=found.id)
    return lines_table("debt-lines", caption, found.lines, visit.lang)


def _others(visit: Visit, debt: DebtKnown, opened: Callable[[DebtKnown], str]) -> Table | None:
    """The other debts of the same person."""
    rows = tuple(row(visit, one, opened(one)) for one in debts_of_person(debt.award_id) if one.id != debt.id)
    caption = wording.text("payer.debt.others", visit.lang)
    return Table("debt-others", caption, heads_of(visit), rows) if rows else None


def heads_of(visit: Visit, *more: str) -> tuple[tables.Column, ...]:
    """The columns of a list of debts; `more` after the first."""
    return columns(visit.lang, "payer.debt", "number", *more, "origin_of", "from", "amount#", "given_back#", "left#", "state_is")


def row(visit: Visit, debt: DebtKnown, href: str, *more: tables.Cell) -> Row:
    """A debt in a list."""
    lang = visit.lang
    state = "done" if not debt.left else "told" if debt.told else "untold"
    tone: tables.Tone = "done" if state == "done" else "info" if state == "told" else "soon"
    return Row(
        (
            tables.code(debt.number, href=href),
            *more,
            tables.text(origin_of(visit, debt), note=debt.decision),
            tables.period(f"{debt.from_month:%Y-%m}"),
            tables.amount(debt.amount),
            tables.amount(debt.amount - debt.left),
            tables.amount(debt.left),
            tables.status(wording.text(f"payer.debt.state.{state}", lang), tone),
        ),
        "soon" if state == "untold" else "",
    )
