"""One award: what is paid now, through time, what came and what comes, each line with the decision that explains it."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse

from mizan.doors import sources as texts
from mizan.doors import tables, wording
from mizan.doors.errors import Missing
from mizan.doors.officer.claim.shown import ground_called
from mizan.doors.officer.desk import OFFICER, called, open_files
from mizan.doors.officer.words import award_state
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, Tone, columns
from mizan.funds.benefits import queries as benefits
from mizan.funds.benefits.queries.files import whose
from mizan.funds.benefits.queries.holds import holds_of
from mizan.funds.benefits.queries.increases import increases_approved
from mizan.funds.benefits.queries.instalments import instalments_of
from mizan.funds.benefits.types import AwardKnown, Kind, Parts, TermKnown
from mizan.funds.benefits.types.increases import IncreaseInForce, Reach
from mizan.funds.people import queries as people
from mizan.kernel.periods import add_days, add_months, month_of

_TONES: dict[str, Tone] = {
    "prepared": "info", "ordered": "done", "waiting": "soon", "returned": "late", "settled": "done", "reversed": "quiet",
}  # fmt: skip
COMING = 3
"""Instalments to come that are shown: what is due if nothing changes."""
WHY = "award"
TOP_UP_BEARER = "reversion_top_up_bearer"
"""The switch of the law that says who bears what lifts a reversion to the minimum."""


@page(OFFICER)
def award(visit: Visit, award_id: int) -> HttpResponse:
    """Show the award."""
    persons = whose("award", award_id)
    if not persons:
        raise Missing(award_id)
    open_files(visit, persons, WHY)
    found = benefits.award_of(award_id)
    if found is None:
        raise Missing(award_id)
    term = found.on(visit.today)
    raises = {one.decision_id: one for one in increases_approved(found.fund)}
    context = {
        "award": found,
        "heading": wording.text(f"benefit.{found.kind}", visit.lang),
        "person": called(people.person_by_id(found.person_id), visit.lang),
        "file": f"{visit.address('officer:person', person_id=found.person_id)}?for=payment",
        "net": term.parts.net if term is not None else None,
        "facts": _facts(visit, found),
        "top_up": _top_up(visit, found, term),
        "top_up_bearer": TOP_UP_BEARER,
        "terms": _terms(visit, found, raises),
        "coming": _coming(visit, found, raises),
        "past": _past(visit, found, raises),
        "holds": _holds(visit, found),
        "adjustments": _adjustments(visit, found, raises),
    }
    return visit.page("officer/award/page.html", context)


def _top_up(visit: Visit, found: AwardKnown, term: TermKnown | None) -> str:
    """Who bears what lifts a reversion to the minimum, and the switch of the law that leaves it open; "" where nothing is added."""
    if found.kind is not Kind.SURVIVORS or term is None or not term.parts.fund_adds + term.parts.state_adds:
        return ""
    bearer = "state" if term.parts.state_adds else "fund"
    return wording.text(f"officer.award.top_up_{bearer}", visit.lang, switch=TOP_UP_BEARER)


def _facts(visit: Visit, found: AwardKnown) -> list[dict[str, object]]:
    lang = visit.lang
    state, tone = award_state(found, visit)
    values: list[tuple[str, str, object, str]] = [
        ("person", "text", called(people.person_by_id(found.person_id), lang), ""),
        ("fund", "text", wording.text(f"fund.{found.fund}", lang), ""),
        ("starts_on", "day", found.starts_on, ""),
        ("decision", "text", _number(found.first_decision_id), visit.address("officer:decision", decision_id=found.first_decision_id)),
    ]
    if benefits.claim_of(found.claim_id) is not None:
        # The claim is its own fund's: who only pays reads the decision.
        claim = visit.address("officer:claim", claim_id=found.claim_id)
        values.append(("claim", "text", wording.text("officer.claim.title", lang), claim))
    if found.rights_of_id != found.person_id:
        values.insert(1, ("rights_of", "text", called(people.person_by_id(found.rights_of_id), lang), ""))
    facts: list[dict[str, object]] = [
        {"label": wording.text(f"officer.award.{name}", lang), "kind": kind, "value": value, "href": href}
        for name, kind, value, href in values
    ]
    words = wording.text(f"officer.award.{state}", lang)
    facts.append({"label": wording.text("officer.award.state", lang), "kind": "status", "value": words, "tone": tone})
    return facts


def _number(decision_id: int) -> str:
    known = benefits.decision_of(decision_id)
    return known.number if known is not None else "—"


def _money(parts: Parts) -> tuple[tables.Cell, ...]:
    return (
        tables.amount(parts.pension),
        tables.amount(parts.fund_adds + parts.state_adds),
        tables.amount(parts.supplement),
        tables.amount(parts.gross),
        tables.amount(parts.social_insurance),
        tables.amount(parts.income_tax),
        tables.amount(parts.net),
    )


MONEY = ("pension#", "adds#", "supplement#", "gross#", "social_insurance#", "income_tax#", "net#")


def _why(visit: Visit, decision_id: int, raises: Mapping[int, IncreaseInForce]) -> tables.Cell:
    """What explains a line: a decision on the award, or an increase of all of them."""
    if decision_id in raises:
        key = "deductions_of" if raises[decision_id].reach is Reach.DEDUCTIONS else "increase"
        return tables.text(wording.text(f"officer.award.{key}", visit.lang, on=raises[decision_id].effective_on))
    return tables.code(_number(decision_id), href=visit.address("officer:decision", decision_id=decision_id))


def _gave(found: AwardKnown, term: TermKnown, raises: Mapping[int, IncreaseInForce]) -> int:
    """The decision that gave the money of a term: an increase keeps what was due before its day, and did not give it."""
    same = [one for one in found.terms if one.starts_on == term.starts_on and one.id <= term.id]
    given = [one.decision_id for one in same if one.decision_id not in raises or raises[one.decision_id].effective_on <= one.starts_on]
    return given[-1] if given else term.decision_id


def _terms(visit: Visit, found: AwardKnown, raises: Mapping[int, IncreaseInForce]) -> Table:
    rows = tuple(
        Row(
            (
                tables.day(one.starts_on),
                tables.day(add_days(one.ends_on, -1) if one.ends_on else None),
                *_money(one.parts),
                _why(visit, _gave(found, one, raises), raises),
            ),
            "here" if one is found.on(visit.today) else "",
        )
        for one in reversed(found.live())
    )
    heads = columns(visit.lang, "officer.award", "from", "until", *MONEY, "why")
    return Table("terms", wording.text("officer.award.terms", visit.lang), heads, rows, sortable=False)


def _coming(visit: Visit, found: AwardKnown, raises: Mapping[int, IncreaseInForce]) -> Table | None:
    """What is due in the months to come, as held true now."""
    if found.pays != "monthly":
        return None
    first = month_of(visit.today).end
    rows = []
    for index in range(COMING):
        day = add_months(first, index)
        term = found.on(day)
        if term is not None:
            rows.append(Row((tables.period(f"{day:%Y-%m}"), *_money(term.parts), _why(visit, _gave(found, term, raises), raises))))
    heads = columns(visit.lang, "officer.award", "month", *MONEY, "why")
    return Table("coming", wording.text("officer.award.next", visit.lang), heads, tuple(rows), sortable=False) if rows else None


def _past(visit: Visit, found: AwardKnown, raises: Mapping[int, IncreaseInForce]) -> Table:
    """The instalments of the pay runs, the latest first: due, added, recovered, paid, and what became of each."""
    lang = visit.lang
    by_term = {one.id: _gave(found, one, raises) for one in found.terms}
    rows = []
    for one in instalments_of(found.id):
        explains = by_term.get(one.term_id or 0)
        added = one.arrears + one.released + one.reissued
        cells = (
            tables.period(f"{one.month:%Y-%m}"),
            tables.day(one.pay_on),
            tables.amount(one.gross),
            tables.amount(one.social_insurance + one.income_tax),
            tables.amount(added),
            tables.amount(one.recovered),
            tables.amount(one.paid),
            tables.status(wording.text(f"payer.instalment.{one.state}", lang), _TONES[one.state]),
            _why(visit, explains, raises) if explains is not None else tables.text(""),
        )
        rows.append(Row(cells, "soon" if one.state in ("waiting", "returned") else ""))
    heads = columns(lang, "officer.award", "month", "pay_on", "gross#", "deductions#", "arrears#", "recovered#", "paid#", "state", "why")
    caption, empty = wording.text("officer.award.past", lang), wording.text("officer.award.past_none", lang)
    return Table("past", caption, heads, tuple(rows), empty=empty)


def _holds(visit: Visit, found: AwardKnown) -> Table | None:
    """The holds there were and are: on which ground, until when at most, and whom the person may turn to."""
    lang = visit.lang
    rows = tuple(
        Row(
            (
                tables.text(texts.short(one.reference, lang), note=one.reason),
                tables.day(one.starts_on),
                tables.day(one.deadline),
                tables.text(
                    ground_called(one.appeal_body, lang), note=wording.text("officer.hold.appeal_days", lang, days=one.appeal_days)
                ),
                tables.status(wording.text(f"officer.hold.{one.state}", lang), "late" if one.state == "agreed" else "quiet"),
            )
        )
        for one in holds_of(found.id)
    )
    heads = columns(lang, "officer.hold", "ground", "starts_on", "deadline", "appeal", "state")
    return Table("holds", wording.text("officer.hold.caption", lang), heads, rows) if rows else None


def _adjustments(visit: Visit, found: AwardKnown, raises: Mapping[int, IncreaseInForce]) -> Table | None:
    rows = tuple(
        Row(
            (
                tables.text(
                    wording.text(f"officer.award.{one.kind}", visit.lang),
                    href=visit.address("officer:debt", award_id=found.id, debt_id=one.id) if one.kind == "debt" else "",
                ),
                tables.period(f"{one.from_month:%Y-%m}"),
                tables.period(f"{one.to_month:%Y-%m}"),
                tables.amount(one.amount),
                tables.text(wording.text("officer.award.reversed", visit.lang))
                if one.decision_id is None
                else _why(visit, one.decision_id, raises),
            )
        )
        for one in found.adjustments
    )
    heads = columns(visit.lang, "officer.award", "adjustment", "from", "until", "amount#", "why")
    return Table("adjustments", wording.text("officer.award.adjustments", visit.lang), heads, rows, sortable=False) if rows else None
