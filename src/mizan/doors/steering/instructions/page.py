"""The register: every instruction by axis, with where it stands and since when."""

from __future__ import annotations

from collections import Counter

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.steering.instructions.desk import READS, TONES, fund_words, status_cell, status_words, why_words, writes
from mizan.doors.tables import Row, Table, columns
from mizan.formats.indicators import Axis
from mizan.funds.steering import queries
from mizan.funds.steering.types.instructions import Standing
from mizan.funds.steering.types.statuses import Status


@page(*READS)
def home(visit: Visit) -> HttpResponse:
    """One table an axis; what waits for a person above."""
    found = queries.standings()
    asked = visit.request.GET.get("status", "")
    chosen = [one for one in found if asked not in set(Status) or (one.last is not None and one.last.status == asked)]
    by_axis = {axis: [one for one in chosen if one.instruction.axis is axis] for axis in Axis}
    context = {
        "tables": [_table(visit, axis, held) for axis, held in by_axis.items() if held],
        "filters": _filters(visit, found, asked) if found else [],
        "waiting": [
            {"href": visit.address("instructions:communique", communique_id=one.id), "name": one.name, "count": one.waiting}
            for one in queries.communiques()
            if one.waiting
        ],
        "writes": writes(visit),
    }
    return visit.page("steering/instructions/page.html", context)


def _filters(visit: Visit, found: tuple[Standing, ...], asked: str) -> list[dict[str, object]]:
    counts = Counter(one.last.status for one in found if one.last is not None)
    here = visit.address("instructions:home")
    everything: dict[str, object] = {
        "href": here, "text": wording.text("common.all", visit.lang), "count": len(found), "current": asked not in set(Status),
    }  # fmt: skip
    return [
        everything,
        *(
            {"href": f"{here}?status={one.value}", "text": status_words(one, visit.lang), "count": counts[one], "current": asked == one}
            for one in Status
            if counts[one] or asked == one
        ),
    ]


def _table(visit: Visit, axis: Axis, found: list[Standing]) -> Table:
    rows = []
    for one in found:
        terms, last = one.instruction, one.last
        bad = last is not None and TONES[last.status] == "late"
        cells = (
            tables.text(terms.text(visit.lang), href=visit.address("instructions:one", instruction_id=terms.number)),
            tables.text(terms.owner, note=fund_words(terms.fund, visit.lang)),
            tables.day(terms.deadline),
            status_cell(last, visit.lang),
            tables.text(why_words(last, visit.lang) if last is not None else ""),
            tables.day(one.since),
        )
        rows.append(Row(cells, "late" if bad else ""))
    heads = columns(visit.lang, "instructions.column", "text", "owner", "deadline", "status", "why", "since")
    return Table(f"axis-{axis.value}", wording.text(f"instructions.axis.{axis.value}", visit.lang), heads, tuple(rows), sortable=False)
