"""What is due: the years, and each amount opened down to the law."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.due_story import filing_of, state_cell, state_of, story
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.self_employed.desk import PERSON, affiliation_here
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions import queries
from mizan.funds.contributions.references import payment_reference
from mizan.funds.contributions.types import DueKept
from mizan.funds.contributions.yearly import PROVISIONAL
from mizan.funds.self_employed.types import AffiliationKnown

SHOWING = ("live", "all")


@page(PERSON)
def dues(visit: Visit, affiliation_id: int) -> HttpResponse:
    """The years that count, or everything that ever did; as a file with `?export=csv`."""
    affiliation = affiliation_here(visit, affiliation_id)
    showing = visit.request.GET.get("show", "live")
    showing = showing if showing in SHOWING else "live"
    found = queries.dues_of(affiliation.id)
    live = [due for due in found if due.reversed_on is None]
    table = _table(visit, affiliation, live if showing == "live" else found, showing)
    if visit.request.GET.get("export") == "csv":
        return visit.file(table.as_csv(), "dues.csv")
    filters = [
        {
            "text": wording.text(f"self_employed.dues.show_{name}", visit.lang),
            "href": f"?show={name}",
            "current": name == showing,
            "count": count,
        }
        for name, count in (("live", len(live)), ("all", len(found)))
    ]
    late = sum(due.arrears for due in live if state_of(due, visit.today).code == "late")
    context = {
        "affiliation": affiliation,
        "table": table,
        "filters": filters,
        "total": sum(due.arrears for due in live),
        "late": late,
        "reference": payment_reference(affiliation.nss, live[0].period_key) if live else "",
    }
    return visit.page("self_employed/dues/list.html", context)


def _table(visit: Visit, affiliation: AffiliationKnown, found: Sequence[DueKept], showing: str) -> Table:
    rows = []
    for due in found:
        href = visit.address("self_employed:due", affiliation_id=affiliation.id, due_id=due.id)
        cells = (
            tables.period(due.period_key, href=href),
            tables.text(wording.text(f"due_kind.{due.kind}", visit.lang)),
            tables.amount(due.base),
            tables.amount(due.amount),
            tables.amount(due.received),
            tables.amount(due.arrears),
            tables.day(due.due_on),
            state_cell(due, visit),
        )
        rows.append(Row(cells, "late" if state_of(due, visit.today).code == "late" else ""))
    heads = columns(visit.lang, "self_employed.dues", "year", "kind", "base#", "amount#", "received#", "rest#", "due_on", "state")
    caption, empty = (wording.text(f"self_employed.dues.{name}", visit.lang) for name in ("caption", "none"))
    return Table("dues", caption, heads, tuple(rows), export=f"?show={showing}&export=csv", empty=empty)


@page(PERSON)
def due(visit: Visit, affiliation_id: int, due_id: int) -> HttpResponse:
    """One year's amount: its two parts, what was paid, how to pay, the steps of the law."""
    affiliation = affiliation_here(visit, affiliation_id)
    detail = queries.due_on(due_id)
    if detail is None or detail.due.employer_id != affiliation.id:
        raise Missing(due_id)
    filing = queries.filing_on(detail.due.filing_id) if detail.due.filing_id is not None else None

    def other(due_id: int) -> str:
        return visit.address("self_employed:due", affiliation_id=affiliation.id, due_id=due_id)

    whole = visit.address("self_employed:dues", affiliation_id=affiliation.id)
    crumbs = [
        {"text": wording.text("self_employed.dues.title", visit.lang), "href": whole},
        {"text": wording.text("due.title.facts", visit.lang), "href": ""},
    ]
    context = {
        **story(detail, None, visit, named=True),
        "affiliation": affiliation,
        "crumbs": crumbs,
        "filing": filing_of(filing, detail.due, visit, other) if filing else None,
        "said": [one.message[visit.lang] for one in filing.anomalies] if filing else [],
        "provisional": detail.due.kind == PROVISIONAL and detail.due.reversed_on is None,
        "reference": payment_reference(affiliation.nss, detail.due.period_key) if detail.due.arrears > 0 else "",
    }
    return visit.page("self_employed/dues/page.html", context)
