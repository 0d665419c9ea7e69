"""Cases out of events: in which order things were done, and whom each wait was for. Pure: no database, no clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from mizan.funds.procedures.types import ANSWERS, Activity, Awaited, Case, Event, Gap, Log
from mizan.kernel.funds import Fund

SECOND = timedelta(seconds=1)


class Told(NamedTuple):
    """An event and the case it is of, as it is read."""

    case_id: int
    fund: Fund
    kind: str
    agency_code: str
    received_on: date
    promised_on: date
    event: Event


def log_of(told: Iterable[Told], *, fund: Fund | None, since: date, until: datetime, of: int | None = None) -> Log:
    """The log of events read in any order: the same events give the same log."""
    by_case: dict[int, list[Told]] = defaultdict(list)
    for one in told:
        by_case[one.case_id].append(one)
    cases = tuple(_case(by_case[case_id], until) for case_id in sorted(by_case))
    return Log(fund, since, until, cases, len(cases) if of is None else of)


def _case(told: Sequence[Told], until: datetime) -> Case:
    head = told[0]
    events = tuple(sorted(one.event for one in told))
    answer = next((place for place, one in enumerate(events) if one.activity in ANSWERS), None)
    gaps = _gaps(events, until if answer is None else None)
    return Case(head.case_id, head.fund, head.kind, head.agency_code, head.received_on, head.promised_on, events, gaps, answer)


def _gaps(events: Sequence[Event], until: datetime | None) -> tuple[Gap, ...]:
    """The gaps in order. Seconds are told from the first event, cut off, so that they sum to the whole exactly."""
    first, found = events[0].at, []
    asking = proposed = answered = False
    for place, event in enumerate(events):
        asking, proposed, answered = _standing(event, asking=asking, proposed=proposed, answered=answered)
        after = events[place + 1] if place + 1 < len(events) else None
        end = after.at if after is not None else until
        if end is None:
            break
        seconds = (end - first) // SECOND - (event.at - first) // SECOND
        found.append(
            Gap(
                event.activity,
                after.activity if after is not None else None,
                seconds,
                _awaited(after, asking=asking, proposed=proposed, answered=answered),
            )
        )
    return tuple(found)


def _standing(event: Event, *, asking: bool, proposed: bool, answered: bool) -> tuple[bool, bool, bool]:
    """Whether, after an event, the citizen is asked something, a second person is to agree, the answer was given."""
    if event.activity in ANSWERS or answered:
        return False, False, True
    if event.activity is Activity.ASKED:
        return True, False, False
    if event.activity is Activity.ANSWERED:
        return False, proposed, False
    if event.activity is Activity.PROPOSED:
        return False, True, False
    return asking, proposed, False


def _awaited(after: Event | None, *, asking: bool, proposed: bool, answered: bool) -> Awaited:
    if answered:
        return Awaited.PAYER if after is not None and after.activity is Activity.PAID else Awaited.OFFICER
    if asking or (after is not None and after.activity is Activity.WITHDRAWN):
        return Awaited.CITIZEN
    if proposed:
        return Awaited.SECOND
    if after is not None and after.activity in ANSWERS and after.actor == "system":
        return Awaited.MACHINE
    return Awaited.OFFICER
