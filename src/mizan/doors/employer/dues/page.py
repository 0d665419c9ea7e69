"""What is due: the list, and each amount opened down to the law."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.due_story import filing_of, state_cell, state_of, story
from mizan.doors.employer.desk import ACCOUNTANT, OWN_DECLARATION, employer_here
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.funds.access.actions.record_read import record_read
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import DueKept, MatchKept
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.periods import quarter_of

SHOWING = ("open", "all")


@page(ACCOUNTANT)
def dues(visit: Visit, number: str) -> HttpResponse:
    """What remains to be paid, or everything; as a file with `?export=csv`."""
    employer = employer_here(visit, number)
    showing = visit.request.GET.get("show", "open")
    showing = showing if showing in SHOWING else "open"
    found = queries.dues_of(employer.id, debtor="EMPLOYER")
    open_dues = [due for due in found if due.arrears]
    table = _table(visit, employer, open_dues if showing == "open" else found, showing)
    if visit.request.GET.get("export") == "csv":
        return visit.file(table.as_csv(), f"dues-{employer.number}.csv")
    late = sum(due.arrears for due in open_dues if state_of(due, visit.today).code == "late")
    filters = [
        {
            "text": wording.text(f"employer.dues.show_{name}", visit.lang),
            "href": f"?show={name}",
            "current": name == showing,
            "count": count,
        }
        for name, count in (("open", len(open_dues)), ("all", len(found)))
    ]
    total = sum(due.arrears for due in open_dues)
    return visit.page("employer/dues/list.html", {"employer": employer, "table": table, "filters": filters, "late": late, "total": total})


def _table(visit: Visit, employer: EmployerKnown, found: list[DueKept] | tuple[DueKept, ...], showing: str) -> Table:
    rows = []
    for due in found:
        href = visit.address("employer:due", number=employer.number, due_id=due.id)
        cells = (
            tables.period(due.period_key, href=href),
            tables.code(due.code, note=wording.text(f"due_kind.{due.kind}", visit.lang)),
            tables.amount(due.base, href=f"{href}#wages" if due.base else ""),
            tables.amount(due.amount, href=href),
            tables.amount(due.received, href=f"{href}#matches" if due.received else ""),
            tables.amount(due.arrears, href=href if due.arrears else ""),
            tables.day(due.due_on),
            state_cell(due, visit),
        )
        rows.append(Row(cells, "late" if state_of(due, visit.today).code == "late" else ""))
    heads = columns(visit.lang, "employer.dues", "period", "code", "base#", "amount#", "received#", "rest#", "due_on", "state")
    caption, empty = (wording.text(f"employer.dues.{name}", visit.lang) for name in ("caption", "none"))
    return Table("dues", caption, heads, tuple(rows), export=f"?show={showing}&export=csv", empty=empty)


@page(ACCOUNTANT)
def due(visit: Visit, number: str, due_id: int) -> HttpResponse:
    """One amount: who bears what, the wages behind it, what was paid, the steps of the law."""
    employer = employer_here(visit, number)
    detail = queries.due_on(due_id)
    if detail is None or detail.due.employer_id != employer.id:
        raise Missing(due_id)
    reading = queries.das_lines_of_quarter(employer.id, quarter_of(detail.due.month))
    if reading.lines:
        record_read(purpose=OWN_DECLARATION, subject=("employer", employer.id), route="employer:due", by=visit.account_id, at=visit.now)
    crumbs = [
        {"text": wording.text("employer.dues.title", visit.lang), "href": visit.address("employer:dues", number=number)},
        {"text": wording.text("due.title.facts", visit.lang), "href": ""},
    ]
    filing = queries.filing_on(detail.due.filing_id) if detail.due.filing_id is not None else None
    context = {
        **story(detail, reading, visit, named=True, opens=lambda match: _payment(visit, number, match)),
        "employer": employer,
        "crumbs": crumbs,
        "filing": filing_of(filing, detail.due, visit, lambda other: visit.address("employer:due", number=number, due_id=other))
        if filing
        else None,
    }
    return visit.page("employer/dues/page.html", context)


def _payment(visit: Visit, number: str, match: MatchKept) -> str:
    """The payment an amount was laid by; one of an institution is not the employer's to open."""
    kept = match.settlement_id is not None and match.method != ""
    return visit.address("employer:payment", number=number, settlement_id=match.settlement_id) if kept else ""
