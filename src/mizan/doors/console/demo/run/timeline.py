"""Everything that will happen, in the order of time: what employers do alone, what the funds do, what concerns both sides of the books."""

import heapq
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from threading import Lock
from typing import NamedTuple

from mizan.doors.console.demo.run.roles import Role

LEAST_NOTICE = timedelta(days=3)
"""An act that follows from another comes at least this much later, so a stretch of this length can be done by several hands at once."""
EVERYBODY = -1


class Side(IntEnum):
    """Whom an act concerns. What one side does between two acts that concern both never depends on what the other does meanwhile."""

    BOTH = 0
    CONTRIBUTIONS = 1
    """What employers and the self-employed declare and pay, and the accountants of it."""
    BENEFITS = 2
    """Lives, careers, claims, awards, pay and controls. What the self-employed claim concerns both: what they still owe decides it."""


class Event(NamedTuple):
    """Something that happens at a moment; `employer` is whose act it is, or EVERYBODY: then its side does nothing else meanwhile.

    An employer's act is done in the database role named.
    """

    at: datetime
    employer: int
    rank: int
    act: Callable[[], object]
    role: Role = "web"


class Timeline:
    """Events by side, then moment, then employer, then the order they were added in; more may be added meanwhile, from any thread."""

    def __init__(self, until: datetime) -> None:
        self._until = until
        self._after = until + timedelta(microseconds=1)
        self._heaps: dict[Side, list[Event]] = {side: [] for side in Side}
        self._added = 0
        self._lock = Lock()

    def add(self, at: datetime, act: Callable[[], object], *, side: Side, employer: int = EVERYBODY, role: Role = "web") -> None:
        """Plan an act; one after the end of the demo is left out. What follows from an act of one side is of the same side."""
        if at <= self._until:
            with self._lock:
                heapq.heappush(self._heaps[side], Event(at, employer, self._added, act, role))
                self._added += 1

    def __len__(self) -> int:
        return sum(len(heap) for heap in self._heaps.values())

    def first_of(self, *sides: Side) -> datetime:
        """The moment of the first event of these sides; after the end where there is none."""
        return min((self._heaps[side][0].at for side in sides if self._heaps[side]), default=self._after)

    def next_of(self, side: Side, limit: datetime) -> Event | None:
        """Take a side's next event before a moment."""
        heap = self._heaps[side]
        with self._lock:
            return heapq.heappop(heap) if heap and heap[0].at < limit else None

    def stretch(self, limit: datetime) -> list[Event]:
        """Take the next events of contributions before a moment: acts of employers of a few days, or one that concerns them all."""
        return self._together((Side.CONTRIBUTIONS,), limit) if self.first_of(Side.CONTRIBUTIONS) < limit else []

    def meeting(self) -> list[Event]:
        """Take the next event that concerns both sides; where it is an employer's, with what employers do next while benefits wait."""
        return self._together((Side.BOTH, Side.CONTRIBUTIONS), self.first_of(Side.BENEFITS))

    def _together(self, sides: Sequence[Side], limit: datetime) -> list[Event]:
        """The first event of these sides; employers' with those that follow within a stretch and before the limit."""
        with self._lock:
            taken = [heapq.heappop(self._earliest(sides))]
            if taken[0].employer != EVERYBODY:
                limit = min(limit, taken[0].at + LEAST_NOTICE)
                while (heap := self._earliest(sides)) and heap[0].employer != EVERYBODY and heap[0].at < limit:
                    taken.append(heapq.heappop(heap))
        return taken

    def _earliest(self, sides: Sequence[Side]) -> list[Event]:
        """The events of the side whose next comes first."""
        return min((self._heaps[side] for side in sides if self._heaps[side]), key=lambda heap: heap[0], default=[])
