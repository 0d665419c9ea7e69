"""The work queue: what waits, in order of promised date, without a name."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.officer.claim.again import left_words
from mizan.doors.officer.desk import OFFICER, accounts_called
from mizan.doors.officer.words import again_state, claim_state
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.funds.benefits import queries as benefits
from mizan.funds.benefits.kinds import benefit_of
from mizan.funds.benefits.types import AgainWaiting, ClaimWaiting

SHOWN = 300
WHICH = ("all", "mine", "free", "second")


@page(OFFICER)
def queue(visit: Visit) -> HttpResponse:
    """Show what waits: everything, one's own, what nobody has taken, or what waits for a second person."""
    waiting = benefits.claims_waiting(limit=SHOWN)
    which = visit.request.GET.get("show", "all")
    which = which if which in WHICH else "all"
    chosen = [one for one in waiting if _shown(one, which, visit)]
    again = benefits.again_waiting(limit=SHOWN)
    looked = [one for one in again if _again_shown(one, which, visit)]
    context = {
        "table": _table(visit, chosen),
        "again": _again_table(visit, looked) if looked else None,
        "filters": [
            {
                "text": wording.text(f"officer.queue.{name}", visit.lang),
                "href": f"?show={name}",
                "current": name == which,
                "count": sum(_shown(one, name, visit) for one in waiting) + sum(_again_shown(one, name, visit) for one in again),
            }
            for name in WHICH
        ],
        "count": len(chosen) + len(looked),
        "late": sum(one.promised_on < visit.today for one in chosen),
    }
    return visit.page("officer/queue/page.html", context)


def _shown(one: ClaimWaiting, which: str, visit: Visit) -> bool:
    if which == "mine":
        return one.holder_id == visit.account_id and one.state != "proposed"
    if which == "free":
        return one.state == "received"
    return one.state == "proposed" and one.holder_id != visit.account_id if which == "second" else True


def _again_shown(one: AgainWaiting, which: str, visit: Visit) -> bool:
    """What the night left and what was answered since is anybody's; a proposal is its author's, and waits for another person."""
    if which == "mine":
        return one.state == "answered" and one.by == visit.account_id
    if which == "free":
        return one.state == "to_judge"
    return one.state == "reproposed" and one.by != visit.account_id if which == "second" else True


def _again_table(visit: Visit, waiting: list[AgainWaiting]) -> Table:
    """The decisions somebody is to look at again, the oldest word first, with what the night could not decide."""
    names = accounts_called([one.by for one in waiting], visit.lang)
    rows = []
    for one in waiting:
        benefit = benefit_of(one.kind)
        topics = tuple(name for name in (benefit.topic, benefit.opening) if name)
        cells = (
            tables.code(one.number, href=visit.address("officer:claim", claim_id=one.claim_id)),
            tables.text(wording.text(f"benefit.{one.kind}", visit.lang)),
            tables.text(wording.text(f"fund.{one.fund}", visit.lang), note=one.agency_code),
            tables.moment(one.since),
            again_state(one.state, visit.lang),
            tables.text(left_words(one.told, topics, visit.lang)),
            tables.text(names.get(one.by, "")),
        )
        rows.append(Row(cells))
    heads = (
        *columns(visit.lang, "officer.claim", "number", "kind", "fund"),
        *columns(visit.lang, "officer.again", "at"),
        *columns(visit.lang, "officer.claim", "state"),
        *columns(visit.lang, "officer.again", "why"),
        *columns(visit.lang, "officer.step", "by"),
    )
    return Table("again", wording.text("officer.again.caption", visit.lang), heads, tuple(rows))


def _table(visit: Visit, waiting: list[ClaimWaiting]) -> Table:
    names = accounts_called([one.holder_id for one in waiting], visit.lang)
    nobody = wording.text("officer.queue.nobody", visit.lang)
    rows = []
    for one in waiting:
        cells = (
            tables.code(one.number, href=visit.address("officer:claim", claim_id=one.claim_id)),
            tables.text(wording.text(f"benefit.{one.kind}", visit.lang)),
            tables.text(wording.text(f"fund.{one.fund}", visit.lang), note=one.agency_code),
            tables.day(one.received_on),
            tables.day(one.promised_on),
            claim_state(one.state, visit.lang),
            tables.text(names.get(one.holder_id or 0, nobody)),
        )
        rows.append(Row(cells, "late" if one.promised_on < visit.today else ""))
    heads = (
        *columns(visit.lang, "officer.claim", "number", "kind", "fund", "received_on", "promised_on", "state"),
        *columns(visit.lang, "officer.queue", "holder"),
    )
    caption, empty = (wording.text(f"officer.queue.{name}", visit.lang) for name in ("caption", "none"))
    return Table("queue", caption, heads, tuple(rows), empty=empty)
