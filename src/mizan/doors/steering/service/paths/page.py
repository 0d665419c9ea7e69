"""The real path of files up to their answer: the map and its table twin, the ways taken, the rounds, the changes of desk."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.steering.service.desk import READERS, asked, frame, span, step_words, told_from
from mizan.doors.steering.service.paths.drawing import drawing
from mizan.doors.tables import Row, Table, columns
from mizan.funds.procedures.paths import paths_of
from mizan.funds.procedures.queries import log_known, logged
from mizan.funds.procedures.types import Activity, Paths

VARIANTS = 12


@page(*READERS)
def paths(visit: Visit) -> HttpResponse:
    """The map of what was done, from what to what, how often and after how long."""
    wanted = asked(visit)
    log = log_known(wanted.kind, since=wanted.since, until=wanted.until, fund=wanted.fund)
    found = paths_of(log.cases)
    done, kept = logged(since=wanted.since, until=wanted.until, fund=wanted.fund)
    context = {
        **frame(visit, wanted, "paths", kinds=True),
        "told": told_from(visit, log),
        "map": drawing(found, visit.lang) if found.places else None,
        "edges": _edges(visit, found),
        "variants": _variants(visit, found),
        "rework": _rework(visit, found),
        "loops": [_way(visit, (*loop, loop[0])) for loop in found.loops],
        "hand_overs": _hand_overs(visit, found),
        "done": done,
        "unlogged": done - kept,
    }
    return visit.page("steering/service/paths/page.html", context)


def _way(visit: Visit, path: tuple[Activity, ...]) -> str:
    """Activities one after another, in the reading direction."""
    arrow = " ← " if visit.lang == "ar" else " → "
    return arrow.join(step_words(one, visit.lang) for one in path)


def _edges(visit: Visit, found: Paths) -> Table:
    back = wording.text("service.paths.back", visit.lang)
    rows = [
        Row(
            (
                tables.text(step_words(one.before, visit.lang)),
                tables.text(step_words(one.after, visit.lang), note=back if one.back else ""),
                tables.number(one.times),
                tables.number(one.cases),
                tables.text(span(one.wait.median, visit.lang)),
                tables.text(span(one.wait.p90, visit.lang)),
            )
        )
        for one in found.edges
    ]
    heads = columns(visit.lang, "service.column", "from", "to", "times#", "files#", "median", "p90")
    caption, empty = (wording.text(f"service.paths.{name}", visit.lang) for name in ("edges", "none"))
    return Table("edges", caption, heads, tuple(rows), empty=empty, sortable=False)


def _variants(visit: Visit, found: Paths) -> Table:
    answered = sum(one.cases for one in found.variants)
    rows = [
        Row(
            (
                tables.text(_way(visit, one.path)),
                tables.number(one.cases),
                tables.rate(one.cases * 1000 // answered * 1000),
                tables.text(span(one.elapsed.median, visit.lang)),
                tables.text(span(one.elapsed.p90, visit.lang)),
            )
        )
        for one in found.variants[:VARIANTS]
    ]
    heads = columns(visit.lang, "service.column", "way", "files#", "share#", "median", "p90")
    caption = wording.text("service.paths.variants", visit.lang, shown=len(rows), of=len(found.variants))
    return Table("variants", caption, heads, tuple(rows), empty=wording.text("service.paths.none", visit.lang), sortable=False)


def _rework(visit: Visit, found: Paths) -> Table:
    rows = [
        Row((tables.text(step_words(one.activity, visit.lang)), tables.number(one.cases), tables.number(one.again))) for one in found.rework
    ]
    heads = columns(visit.lang, "service.column", "step", "files#", "again#")
    caption, empty = (wording.text(f"service.paths.{name}", visit.lang) for name in ("rework", "no_rework"))
    return Table("rework", caption, heads, tuple(rows), empty=empty, sortable=False)


def _hand_overs(visit: Visit, found: Paths) -> Table:
    rows = [Row((tables.text(times), tables.number(cases))) for times, cases in found.hand_overs]
    heads = columns(visit.lang, "service.column", "changes", "files#")
    caption, empty = (wording.text(f"service.paths.{name}", visit.lang) for name in ("hand_overs", "none"))
    return Table("hand-overs", caption, heads, tuple(rows), empty=empty, sortable=False)
