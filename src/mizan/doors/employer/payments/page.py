"""What was paid: each receipt with what it was laid on, and the credit left."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.credit_story import credit_movements_table
from mizan.doors.employer.desk import ACCOUNTANT, employer_here
from mizan.doors.errors import Missing
from mizan.doors.laid_story import laid_table
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import SettlementKept


@page(ACCOUNTANT)
def payments(visit: Visit, number: str) -> HttpResponse:
    """Show the list, newest first."""
    employer = employer_here(visit, number)
    rows = tuple(_row(visit, number, kept) for kept in queries.settlements_of(employer.id))
    heads = columns(visit.lang, "employer.payments", "day", "method", "amount#", "laid#", "credit#")
    caption, empty = (wording.text(f"employer.payments.{name}", visit.lang) for name in ("caption", "none"))
    table = Table("payments", caption, heads, rows, empty=empty)
    credit = credit_movements_table(
        queries.credit_movements_of(employer.id),
        visit,
        due=lambda due_id: visit.address("employer:due", number=number, due_id=due_id),
        settlement=lambda settlement_id: visit.address("employer:payment", number=number, settlement_id=settlement_id),
    )
    context = {"employer": employer, "table": table, "credit": queries.credit_of(employer.id), "movements": credit if credit.rows else None}
    return visit.page("employer/payments/page.html", context)


def _row(visit: Visit, number: str, kept: SettlementKept) -> Row:
    href = visit.address("employer:payment", number=number, settlement_id=kept.id)
    return Row(
        (
            tables.day(kept.booked_on),
            tables.text(wording.text(f"due.method.{kept.method}", visit.lang)),
            tables.amount(kept.amount, href=href),
            tables.amount(kept.laid, href=href if kept.laid else ""),
            tables.amount(kept.credit, href="#credit" if kept.credit else ""),
        )
    )


@page(ACCOUNTANT)
def payment(visit: Visit, number: str, settlement_id: int) -> HttpResponse:
    """One payment or use of a credit: the dues it was laid on, and what stayed as credit."""
    employer = employer_here(visit, number)
    kept = queries.settlement_on(employer.id, settlement_id)
    if kept is None:
        raise Missing(settlement_id)
    found = queries.laid_by_settlement(settlement_id)
    facts = [
        {"label": wording.text(f"employer.payments.{name}", visit.lang), "kind": "amount", "value": value}
        for name, value in (("amount", kept.amount), ("laid", kept.laid), ("credit", kept.credit))
    ]
    title = wording.text("employer.payments.title", visit.lang)
    crumbs = [
        {"text": title, "href": visit.address("employer:payments", number=number)},
        {"text": wording.text("employer.payments.one", visit.lang), "href": ""},
    ]
    table = laid_table(found, visit, lambda due_id: visit.address("employer:due", number=number, due_id=due_id))
    return visit.page("employer/payments/one.html", {"employer": employer, "kept": kept, "facts": facts, "table": table, "crumbs": crumbs})
