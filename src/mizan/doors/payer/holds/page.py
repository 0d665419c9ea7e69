"""The payments that wait by a hold: who, why, until when, how much; and the way to place one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.payer.people import named
from mizan.doors.payer.runs.page import PAYING, PAYS
from mizan.doors.tables import Row, Table, Tone, columns
from mizan.funds.benefits import queries as benefits
from mizan.funds.benefits.queries.holds import held_so_far, holds_of_fund
from mizan.funds.benefits.queries.instalments import instalment_of
from mizan.funds.benefits.types.holds import HoldKnown
from mizan.kernel.funds import Fund
from mizan.law.algeria.holds.grounds import hold_grounds

PURPOSE = "hold"
TONES: dict[str, Tone] = {"proposed": "soon", "coming": "info", "binds": "late", "over": "soon", "released": "done", "lapsed": "quiet"}
SHOWN = 100
_AWARD = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_PAYMENT = re.compile(r"[Ii](?P<id>[1-9][0-9]{0,17})", re.ASCII)


@page(PAYS, post=True)
def holds(visit: Visit) -> HttpResponse:
    """The holds that are not over, the nearest deadline first, and those that are."""
    problem = ""
    if visit.posted:
        award_id = _award_of(visit)
        if award_id is not None:
            return visit.leave(f"{visit.address('payer:new-hold')}?award={award_id}")
        problem = wording.text("payer.hold.award_unknown", visit.lang)
    return listed(visit, "award", problem)


def listed(visit: Visit, field: str = "", problem: str = "") -> HttpResponse:
    """The lists, with what is wrong in a field of their forms."""
    funds = funds_of(visit)
    context = {
        "problems": [{"field": field, "text": problem}] if problem else [],
        "now": _table(visit, "now", holds_of_fund(funds, over=False, most=SHOWN) if funds else ()),
        "past": _table(visit, "past", holds_of_fund(funds, over=True, most=SHOWN) if funds else ()),
        "grounds": grounds(visit),
        "asked": visit.request.POST.get("award", ""),
        "today": visit.today.isoformat(),
        "languages": [{"value": one, "text": wording.text(f"payer.hold.in_{one}", visit.lang)} for one in ("ar", "fr")],
    }
    return visit.page("payer/holds/page.html", context, status=422 if problem else 200)


def funds_of(visit: Visit) -> list[Fund]:
    """The funds whose payments the visitor keeps."""
    return [fund for fund in PAYING if fund.value in visit.scopes(PAYS)]


def state_of(visit: Visit, hold: HoldKnown) -> str:
    """Where a hold stands on the day of the visit: what it says, and what its days make of it."""
    if hold.state != "agreed":
        return hold.state
    if hold.binds(visit.today):
        return "binds"
    return "coming" if visit.today < hold.starts_on else "over"


def grounds(visit: Visit) -> Table:
    """Every ground the statute book holds, what it rests on, how it was read; those that are not offered say why."""
    lang = visit.lang
    rows = tuple(
        Row(
            (
                tables.text(one.title[lang], note=one.reason[lang]),
                tables.text(_cited(one.reference.to_json(), lang)),
                tables.text(wording.text(f"standing.{one.standing.value}", lang)),
                tables.number(one.longest_days if one.offered else None),
                tables.status(
                    wording.text(f"payer.hold.{'offered' if one.offered else 'not_offered'}", lang), "done" if one.offered else "quiet"
                ),
            )
        )
        for one in hold_grounds().values()
    )
    heads = columns(lang, "payer.hold", "ground", "text", "standing", "days#", "usable")
    return Table("grounds", wording.text("payer.hold.grounds", lang), heads, rows, sortable=False)


def cited(code: str, visit: Visit) -> str:
    """The text a ground rests on, as it is cited."""
    found = hold_grounds().get(code)
    return _cited(found.reference.to_json(), visit.lang) if found is not None else code


def _cited(reference: dict[str, object], lang: str) -> str:
    titles = reference["title"]
    title = str(titles[lang]) if isinstance(titles, dict) else ""
    number = str(reference["number"])
    return wording.text("payer.hold.article", "ar" if lang == "ar" else "fr", text=title, number=number) if number else title


def titled(code: str, visit: Visit) -> str:
    """A ground in words; the code itself for one the statute book no longer holds."""
    found = hold_grounds().get(code)
    return found.title[visit.lang] if found is not None else code


def _award_of(visit: Visit) -> int | None:
    """The award a number names: its own, or that of a payment of its ("I12")."""
    given = visit.request.POST.get("award", "").strip()
    payment = _PAYMENT.fullmatch(given)
    if payment is not None:
        found = instalment_of(int(payment["id"]))
        return None if found is None else found.award_id
    return int(given) if _AWARD.fullmatch(given) and benefits.award_of(int(given)) is not None else None


def _table(visit: Visit, name: str, found: Iterable[HoldKnown]) -> Table:
    lang = visit.lang
    rows = []
    for one in found:
        state = state_of(visit, one)
        rows.append(
            Row(
                (
                    tables.code(one.number, href=visit.address("payer:hold", hold_id=one.id)),
                    tables.text(named(visit, one.award_id, PURPOSE), note=wording.text(f"benefit.{one.kind}", lang)),
                    tables.text(titled(one.ground, visit)),
                    tables.day(one.starts_on),
                    tables.day(one.deadline),
                    tables.amount(held_so_far(one.id)),
                    tables.status(wording.text(f"payer.hold.state.{state}", lang), TONES[state]),
                ),
                "soon" if state in ("proposed", "over") else "",
            )
        )
    heads = columns(lang, "payer.hold", "number", "person", "ground", "from", "deadline", "waiting#", "where")
    empty = wording.text(f"payer.hold.{name}_none", lang)
    return Table(f"holds-{name}", wording.text(f"payer.hold.{name}", lang), heads, tuple(rows), empty=empty)
