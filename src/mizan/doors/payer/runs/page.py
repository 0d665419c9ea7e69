"""The runs of the funds whose books the visitor keeps; prepare the next month."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from mizan.doors import refusals, shown, tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, Tone, columns
from mizan.flows.pay_month import prepare_run
from mizan.funds.access.types import Role
from mizan.funds.benefits.queries.runs import runs_of, sums_of, total_of
from mizan.funds.benefits.types.runs import RunKnown, RunState
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month_of, parse_period, previous
from mizan.kernel.refusals import Refused

PAYS = Role.FUND_ACCOUNTANT.value
PAYING = (Fund.CNAS, Fund.CNR, Fund.CASNOS)
TONES: dict[RunState, Tone] = {
    RunState.PREPARED: "soon", RunState.AGREED: "soon", RunState.APPROVED: "info", RunState.FILED: "done", RunState.CANCELLED: "quiet",
}  # fmt: skip
MONTHS, SHOWN = 3, 24


@page(PAYS, post=True)
def home(visit: Visit) -> HttpResponse:
    """The runs, the latest first; prepare one."""
    funds = [fund for fund in PAYING if fund.value in visit.scopes(PAYS)]
    problem = ""
    if visit.posted:
        made, problem = _prepare(visit, funds)
        if made is not None:
            return visit.go("payer:run", run_id=made.id)
    runs = runs_of(most=SHOWN) if funds else ()
    context = {
        "problems": [{"field": "", "text": problem}] if problem else [],
        "funds": [{"value": fund.value, "text": wording.text(f"fund.{fund.value}", visit.lang)} for fund in funds],
        "months": _months(visit),
        "pay_on": visit.request.POST.get("pay_on", visit.today.isoformat()),
        "waiting": [_tile(visit, run) for run in runs if run.state in (RunState.PREPARED, RunState.AGREED)],
        "table": _table(visit, runs),
    }
    return visit.page("payer/runs/page.html", context, status=422 if problem else 200)


def _prepare(visit: Visit, funds: list[Fund]) -> tuple[RunKnown | None, str]:
    posted = visit.request.POST
    try:
        fund = Fund(posted.get("fund", ""))
        month = parse_period(posted.get("month", "")).start
        pay_on = date.fromisoformat(posted.get("pay_on", ""))
    except (ValueError, Refused):
        return None, wording.text("payer.runs.unreadable", visit.lang)
    if fund not in funds:
        return None, wording.text("refusal.not_allowed", visit.lang)
    try:
        return prepare_run(fund=fund, month=month, pay_on=pay_on, by=visit.account_id, at=visit.now), ""
    except Refused as refused:
        return None, refusals.sentence(refused.refusal, visit.lang)


def _months(visit: Visit) -> list[dict[str, str]]:
    month = month_of(visit.today)
    found = []
    for _ in range(MONTHS):
        found.append({"value": month.key, "text": shown.period(month, visit.lang)})
        month = previous(month)
    return found


def _tile(visit: Visit, run: RunKnown) -> dict[str, object]:
    return {
        "heading": f"{wording.text(f'fund.{run.fund.value}', visit.lang)} · {shown.period(month_of(run.month), visit.lang)}",
        "href": visit.address("payer:run", run_id=run.id),
        "amount": total_of(sums_of(run.id)).paid,
        "text": wording.text(f"payer.next.{run.state.value}", visit.lang),
    }


def _table(visit: Visit, runs: tuple[RunKnown, ...]) -> Table:
    rows = []
    for run in runs:
        total = total_of(sums_of(run.id))
        cells = (
            tables.period(month_of(run.month).key, href=visit.address("payer:run", run_id=run.id)),
            tables.text(wording.text(f"fund.{run.fund.value}", visit.lang)),
            tables.number(total.payments),
            tables.amount(total.paid),
            tables.amount(total.waiting),
            tables.status(wording.text(f"payer.state.{run.state.value}", visit.lang), TONES[run.state]),
        )
        rows.append(Row(cells, "soon" if run.state in (RunState.PREPARED, RunState.AGREED) else ""))
    heads = columns(visit.lang, "payer.runs", "month", "fund", "payments#", "paid#", "waiting#", "state")
    caption, empty = (wording.text(f"payer.runs.{name}", visit.lang) for name in ("caption", "none"))
    return Table("runs", caption, heads, tuple(rows), empty=empty)
