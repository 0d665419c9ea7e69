"""What was paid: each receipt with what it was laid on, and the credit left."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.employer.desk import ACCOUNTANT, employer_here
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions import queries
from mizan.funds.contributions.actions.use_credit import credit_of


@page(ACCOUNTANT)
def payments(visit: Visit, number: str) -> HttpResponse:
    """Show the list, newest first."""
    employer = employer_here(visit, number)
    rows = tuple(
        Row(
            (
                tables.day(kept.booked_on),
                tables.text(wording.text(f"due.method.{kept.method}", visit.lang)),
                tables.amount(kept.amount),
                tables.amount(kept.laid),
                tables.amount(kept.credit),
            )
        )
        for kept in queries.settlements_of(employer.id)
    )
    heads = columns(visit.lang, "employer.payments", "day", "method", "amount#", "laid#", "credit#")
    caption, empty = (wording.text(f"employer.payments.{name}", visit.lang) for name in ("caption", "none"))
    table = Table("payments", caption, heads, rows, empty=empty)
    return visit.page("employer/payments/page.html", {"employer": employer, "table": table, "credit": credit_of(employer.id)})
