"""One due behind the balance. The names of workers are shown only for a stated purpose, which is logged before they are."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import shown, wording
from mizan.doors.controller.desk import FOLLOW_UP, WORKS, names_logged
from mizan.doors.due_story import filing_of, story
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.desk import PERSONS, READERS, branch_here, crumb, fund_here, path_of, unnamed
from mizan.funds.access.actions.record_read import record_read
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import DueKept, MatchKept, QuarterReading
from mizan.kernel.periods import quarter_of

PURPOSES = ("control", "complaint", "audit", "correction")
ROUTE = "steering:due"


@page(*READERS, post=True)
def due(visit: Visit, due_id: int) -> HttpResponse:
    """The declaration and line it came from, its shares, the law's steps; its wage lines once a purpose is stated."""
    detail = queries.due_on(due_id)
    if detail is None:
        raise Missing(due_id)
    allowed = bool(visit.roles & PERSONS)
    purpose = visit.request.POST.get("purpose", "") if visit.posted else ""
    reading: QuarterReading | None = None
    if allowed and purpose in PURPOSES:
        record_read(purpose=purpose, subject=("employer", detail.due.employer_id), route=ROUTE, by=visit.account_id, at=visit.now)
        reading = queries.das_lines_of_quarter(detail.due.employer_id, quarter_of(detail.due.month))
    filing = queries.filing_on(detail.due.filing_id) if detail.due.filing_id is not None else None
    payer = detail.due.employer_id
    name = names_logged(visit, [payer], purpose=FOLLOW_UP, route=ROUTE).get(payer) or unnamed(visit, payer)
    context = {
        **story(detail, reading, visit, named=True, opens=lambda match: _receipt(visit, match)),
        "name": name,
        "crumbs": _crumbs(visit, detail.due, name),
        "filing": filing_of(filing, detail.due, visit, lambda other: visit.address("steering:due", due_id=other)) if filing else None,
        "persons": "steering/due/persons.html",
        "allowed": allowed,
        "purpose": wording.text(f"steering.purpose.{purpose}", visit.lang) if reading is not None else "",
        "purposes": [{"value": one, "text": wording.text(f"steering.purpose.{one}", visit.lang)} for one in PURPOSES],
    }
    return visit.page("steering/due/page.html", context)


def _crumbs(visit: Visit, due: DueKept, name: str) -> list[dict[str, str]]:
    """The path that led here, when the address tells it."""
    try:
        fund = fund_here(visit.request.GET.get("fund", ""))
        branch = branch_here(fund, visit.request.GET.get("branch", ""))
    except Missing:
        return [*path_of(visit), crumb(visit, f"{due.code} — {shown.period(due.period_key, visit.lang)}")]
    employer = crumb(visit, name or "—", "steering:employer", fund=fund.value, branch=branch.value, employer_id=due.employer_id)
    return [*path_of(visit, fund, branch), employer, crumb(visit, f"{due.code} — {shown.period(due.period_key, visit.lang)}")]


def _receipt(visit: Visit, match: MatchKept) -> str:
    """The bank line an amount came by, for those who work on receipts."""
    works = match.receipt_id is not None and bool(visit.roles & frozenset(WORKS))
    return visit.address("controller:receipt", receipt_id=match.receipt_id) if works else ""
