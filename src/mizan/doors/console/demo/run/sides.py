"""Plays a timeline: the two sides of the books at the same time, up to each act that concerns both."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from mizan.doors.console.demo.run.hands import Hands, Task
from mizan.doors.console.demo.run.timeline import EVERYBODY, Event, Side, Timeline


def play(timeline: Timeline, hands: Hands) -> None:
    """Play everything; with one hand one act after another, with more both sides at once. An error is raised when both have stopped."""
    while len(timeline):
        limit = timeline.first_of(Side.BOTH)
        if len(hands) == 1:
            _in_turn(timeline, hands, limit)
        else:
            begun = hands.meanwhile(partial(_benefits, timeline, limit))
            try:
                _contributions(timeline, hands, limit)
            finally:
                hands.finish([begun])
        if len(timeline) and timeline.first_of(Side.BOTH) == limit:
            _do(timeline.meeting(), hands)


def _in_turn(timeline: Timeline, hands: Hands, limit: datetime) -> None:
    """Both sides, the first event of either first."""
    while (moment := timeline.first_of(Side.CONTRIBUTIONS, Side.BENEFITS)) < limit:
        if timeline.first_of(Side.BENEFITS) == moment and (event := timeline.next_of(Side.BENEFITS, limit)) is not None:
            event.act()
        else:
            _do(timeline.stretch(min(limit, timeline.first_of(Side.BENEFITS))), hands)


def _contributions(timeline: Timeline, hands: Hands, limit: datetime) -> None:
    while events := timeline.stretch(limit):
        _do(events, hands)


def _benefits(timeline: Timeline, limit: datetime) -> None:
    while (event := timeline.next_of(Side.BENEFITS, limit)) is not None:
        event.act()


def _do(events: Sequence[Event], hands: Hands) -> None:
    if events[0].employer == EVERYBODY:
        events[0].act()
    else:
        hands.do(Task(event.employer, event.act, event.role) for event in events)
