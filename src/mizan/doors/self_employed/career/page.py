"""The years a person's career holds from CASNOS: each with its days, its base, and the due it comes from."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.self_employed.desk import PERSON, affiliation_here
from mizan.doors.tables import Row, Table, columns
from mizan.funds.careers.queries import yearly_incomes_on
from mizan.funds.careers.types import YearlyIncome


@page(PERSON)
def career(visit: Visit, affiliation_id: int) -> HttpResponse:
    """Show the years as they are known now, the latest first."""
    affiliation = affiliation_here(visit, affiliation_id)
    found = yearly_incomes_on(affiliation.person_id, known_at=visit.now)
    heads = columns(visit.lang, "self_employed.career", "year", "days#", "base#", "source", "since")
    caption, empty = (wording.text(f"self_employed.career.{name}", visit.lang) for name in ("caption", "none"))
    rows = tuple(_row(visit, affiliation.id, one) for one in reversed(found))
    return visit.page(
        "self_employed/career/page.html",
        {"affiliation": affiliation, "table": Table("career", caption, heads, rows, empty=empty)},
    )


def _row(visit: Visit, affiliation_id: int, one: YearlyIncome) -> Row:
    told = wording.text(f"self_employed.career.{'declared' if one.declared else 'assessed'}", visit.lang)
    href = visit.address("self_employed:due", affiliation_id=affiliation_id, due_id=one.due_id)
    return Row(
        (
            tables.period(str(one.year)),
            tables.number(one.days),
            tables.amount(one.base),
            tables.text(told, href=href),
            tables.day(one.known_from.date()),
        )
    )
