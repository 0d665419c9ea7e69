"""What was paid: each receipt with what it was laid on, and the credit left."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.self_employed.desk import PERSON, affiliation_here
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions import queries
from mizan.funds.contributions.postings import SELF_EMPLOYED
from mizan.funds.contributions.queries.credits import credit_of
from mizan.funds.contributions.references import payment_reference


@page(PERSON)
def payments(visit: Visit, affiliation_id: int) -> HttpResponse:
    """Show the list, newest first."""
    affiliation = affiliation_here(visit, affiliation_id)
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
        for kept in queries.settlements_of(affiliation.id)
    )
    heads = columns(visit.lang, "employer.payments", "day", "method", "amount#", "laid#", "credit#")
    caption, empty = wording.text("employer.payments.caption", visit.lang), wording.text("self_employed.payments.none", visit.lang)
    context = {
        "affiliation": affiliation,
        "table": Table("payments", caption, heads, rows, empty=empty),
        "credit": credit_of(affiliation.id, debtor=SELF_EMPLOYED),
        "reference": payment_reference(affiliation.nss, str(visit.today.year)),
    }
    return visit.page("self_employed/payments/page.html", context)
