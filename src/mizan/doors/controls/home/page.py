"""The queue of findings: what waits, by what is at stake; what was concluded lately."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.controls.desk import READERS, about, called, state_cell, why
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.funds.controls.catalogue import controls
from mizan.funds.controls.queries import findings_of
from mizan.funds.controls.types import FindingKnown, State

MOST = 200


@page(*READERS)
def home(visit: Visit) -> HttpResponse:
    """Findings of the visitor's funds; `?control=` narrows them to one control."""
    asked = visit.request.GET.get("control", "")
    control = asked if asked in controls() else ""
    waiting, concluded = findings_of(concluded=False, most=MOST), findings_of(concluded=True, control=control, most=50)
    shown = [one for one in waiting if not control or one.control == control]
    context = {
        "filters": _filters(visit, waiting, control),
        "waiting": _table(visit, "waiting", shown),
        "concluded": _table(visit, "concluded", concluded),
        "still": sum(one.present for one in shown),
        "stake": sum(one.stake for one in shown if one.present),
    }
    return visit.page("controls/home/page.html", context)


def _filters(visit: Visit, waiting: tuple[FindingKnown, ...], control: str) -> list[dict[str, object]]:
    here = visit.address("controls:home")
    every = {"text": wording.text("controls.home.every", visit.lang), "href": here, "count": len(waiting), "current": not control}
    found = [(one.id, sum(1 for each in waiting if each.control == one.id)) for one in controls().values()]
    return [
        every,
        *(
            {"text": called(name, visit), "href": f"{here}?control={name}", "count": count, "current": name == control}
            for name, count in found
            if count or name == control
        ),
    ]


def _table(visit: Visit, name: str, found: tuple[FindingKnown, ...] | list[FindingKnown]) -> Table:
    rows = [
        Row(
            (
                tables.code(one.number, href=visit.address("controls:finding", finding_id=one.id)),
                tables.text(called(one.control, visit), note=why(one, visit)),
                tables.text(about(one, visit), note=wording.text(f"fund.{one.fund.value}", visit.lang)),
                tables.amount(one.stake),
                tables.number((visit.today - one.found_at.date()).days),
                state_cell(one, visit),
            ),
            "late" if one.state is State.OPEN and one.present else "",
        )
        for one in found
    ]
    heads = columns(visit.lang, "controls.column", "number", "control", "about", "stake#", "age#", "state")
    caption, empty = (wording.text(f"controls.home.{name}{suffix}", visit.lang) for suffix in ("", "_none"))
    return Table(name, caption, heads, tuple(rows), empty=empty)
