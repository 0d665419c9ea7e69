"""The increases of the awards of the funds whose books the visitor keeps; prepare one the law gives."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from mizan.doors import refusals, shown, tables, wording
from mizan.doors import sources as texts
from mizan.doors.pages import Visit, page
from mizan.doors.payer.runs.page import PAYING, PAYS
from mizan.doors.tables import Row, Table, Tone, columns
from mizan.flows.revalue import prepare_increase
from mizan.funds.benefits.queries.increases import increases_of
from mizan.funds.benefits.types.increases import IncreaseKnown, IncreaseState
from mizan.kernel.funds import Fund
from mizan.kernel.periods import add_days
from mizan.kernel.refusals import Refused
from mizan.law.algeria.deductions import deduction_changes
from mizan.law.algeria.revalorisation import increases

TONES: dict[IncreaseState, Tone] = {
    IncreaseState.BEGUN: "info", IncreaseState.PREPARED: "soon", IncreaseState.APPROVED: "done", IncreaseState.CANCELLED: "quiet",
}  # fmt: skip
FROM = date(2018, 1, 1)
"""The earliest increase offered: before it no benefit is paid from here."""


@page(PAYS, post=True)
def increases_page(visit: Visit) -> HttpResponse:
    """The increases, the latest first; prepare one."""
    funds = [fund for fund in PAYING if fund.value in visit.scopes(PAYS)]
    problem = ""
    if visit.posted:
        made, problem = _prepare(visit, funds)
        if made is not None:
            return visit.go("payer:increase", increase_id=made.id)
    found = increases_of() if funds else ()
    context = {
        "problems": [{"field": "", "text": problem}] if problem else [],
        "funds": [{"value": fund.value, "text": wording.text(f"fund.{fund.value}", visit.lang)} for fund in funds],
        "days": [{"value": day.isoformat(), "text": shown.day(day, visit.lang)} for day in _days(visit)],
        "table": _table(visit, found),
    }
    return visit.page("payer/increases/page.html", context, status=422 if problem else 200)


def _days(visit: Visit) -> list[date]:
    """The days on which the law raises pensions or changes what is taken of them, known today, the latest first."""
    until = add_days(visit.today, 366)
    known = {one.on for one in increases(FROM, until) if one.found and one.known_from <= visit.today}
    return sorted(known | {one.on for one in deduction_changes(FROM, until, known=visit.today)}, reverse=True)


def _prepare(visit: Visit, funds: list[Fund]) -> tuple[IncreaseKnown | None, str]:
    posted = visit.request.POST
    try:
        fund, on = Fund(posted.get("fund", "")), date.fromisoformat(posted.get("on", ""))
    except ValueError:
        return None, wording.text("payer.increases.unreadable", visit.lang)
    if fund not in funds:
        return None, wording.text("refusal.not_allowed", visit.lang)
    try:
        return prepare_increase(fund=fund, on=on, by=visit.account_id, at=visit.now), ""
    except Refused as refused:
        return None, refusals.sentence(refused.refusal, visit.lang)


def _table(visit: Visit, found: tuple[IncreaseKnown, ...]) -> Table:
    rows = []
    for one in found:
        step = one.step(IncreaseState.PREPARED)
        raised = step.detail.get("raised") if step is not None else None
        more, net = (_more(step.detail, part) if step is not None else None for part in ("gross", "net"))
        day = wording.text("payer.increase.on", visit.lang, on=one.effective_on)
        cells = (
            tables.text(day, href=visit.address("payer:increase", increase_id=one.id), note=texts.short(one.source, visit.lang)),
            tables.text(wording.text(f"fund.{one.fund.value}", visit.lang)),
            tables.number(raised if isinstance(raised, int) else None),
            tables.amount(more),
            tables.amount(net),
            tables.status(wording.text(f"payer.increase_state.{one.state.value}", visit.lang), TONES[one.state]),
        )
        rows.append(Row(cells, "soon" if one.state is IncreaseState.PREPARED else ""))
    heads = columns(visit.lang, "payer.increases", "day", "fund", "raised#", "more#", "net#", "state")
    caption, empty = (wording.text(f"payer.increases.{name}", visit.lang) for name in ("caption", "none"))
    return Table("increases", caption, heads, tuple(rows), empty=empty)


def _more(detail: object, part: str) -> int | None:
    """What the increase adds a month, gross or net, in centimes."""
    if not isinstance(detail, dict):
        return None
    before, after = detail.get(f"{part}_before"), detail.get(f"{part}_after")
    return after - before if isinstance(before, int) and isinstance(after, int) else None
