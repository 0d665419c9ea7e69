"""What waiting costs the people who wait, and what the same files would have taken under a simpler procedure."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.steering.service.desk import READERS, asked, change_words, days, frame, span, step_words, told_from
from mizan.doors.tables import Row, Table, columns
from mizan.funds.procedures.paths import attributed, costs_of
from mizan.funds.procedures.queries import log_known
from mizan.funds.procedures.replay import replays_of
from mizan.funds.procedures.types import Awaited, Case, Replay

COSTS = 8


@page(*READERS)
def simpler(visit: Visit) -> HttpResponse:
    """Whom files waited for, which waits cost most, and the replays with what each supposes."""
    wanted = asked(visit)
    log = log_known(wanted.kind, since=wanted.since, until=wanted.until, fund=wanted.fund)
    replays = replays_of(log.cases)
    context = {
        **frame(visit, wanted, "simpler", kinds=True),
        "told": told_from(visit, log),
        "awaited": _awaited(visit, log.cases),
        "costs": _costs(visit, log.cases),
        "replays": _replays(visit, replays),
        "assumptions": [
            {"what": change_words(one, visit.lang), "why": wording.text(f"service.assume.{one.change}", visit.lang)} for one in replays
        ],
    }
    return visit.page("steering/service/simpler/page.html", context)


def _awaited(visit: Visit, cases: Sequence[Case]) -> Table:
    found = attributed(cases)
    whole = sum(found.values())
    told = [(who, seconds) for who, seconds in found.items() if who is not Awaited.PAYER]
    rows = [
        Row(
            (
                tables.text(wording.text(f"service.awaited.{who.value}", visit.lang)),
                tables.number(days(seconds)),
                tables.rate(seconds * 1000 // whole * 1000 if whole else None),
            )
        )
        for who, seconds in told
    ]
    # No exchange between funds is logged: a dash, never a zero.
    rows.append(Row((tables.text(wording.text("service.awaited.other_fund", visit.lang)), tables.number(None), tables.rate(None))))
    heads = columns(visit.lang, "service.column", "awaited", "days#", "share#")
    foot = (tables.text(wording.text("common.total", visit.lang)), tables.number(days(whole)), tables.rate(None))
    return Table("awaited", wording.text("service.simpler.awaited", visit.lang), heads, tuple(rows), foot, sortable=False)


def _costs(visit: Visit, cases: Sequence[Case]) -> Table:
    rows = [
        Row(
            (
                tables.text(step_words(one.before, visit.lang), note=step_words(one.after, visit.lang)),
                tables.text(wording.text(f"service.awaited.{one.awaited.value}", visit.lang)),
                tables.number(one.times),
                tables.text(span(one.wait.median, visit.lang)),
                tables.text(span(one.wait.p90, visit.lang)),
                tables.number(days(one.wait.total)),
            )
        )
        for one in costs_of(cases)[:COSTS]
    ]
    heads = columns(visit.lang, "service.column", "between", "awaited", "times#", "median", "p90", "days#")
    caption, empty = wording.text("service.simpler.costs", visit.lang), wording.text("service.paths.none", visit.lang)
    return Table("costs", caption, heads, tuple(rows), empty=empty, sortable=False)


def _replays(visit: Visit, found: Sequence[Replay]) -> Table:
    rows = []
    for one in found:
        saved = one.saved
        share = saved.total * 1000 // one.elapsed * 1000 if saved and one.elapsed else (0 if one.of else None)
        rows.append(
            Row(
                (
                    tables.text(change_words(one, visit.lang)),
                    tables.number(saved.many if saved else 0 if one.of else None),
                    tables.text(span(saved.median if saved else None, visit.lang)),
                    tables.text(span(saved.p90 if saved else None, visit.lang)),
                    tables.number(days(saved.total) if saved else 0 if one.of else None),
                    tables.rate(share),
                )
            )
        )
    heads = columns(visit.lang, "service.column", "change", "touched#", "saved_median", "saved_p90", "saved_days#", "saved_share#")
    caption = wording.text("service.simpler.replays", visit.lang, of=found[0].of if found else 0)
    return Table("replays", caption, heads, tuple(rows), sortable=False)
