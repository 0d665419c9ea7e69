"""Everything that will happen, in the order of time: what employers do alone, and what the funds do at fixed moments."""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from mizan.doors.console.demo.run.roles import Role

LEAST_NOTICE = timedelta(days=3)
"""An act that follows from another comes at least this much later, so a stretch of this length can be done by several hands at once."""
EVERYBODY = -1


class Event(NamedTuple):
    """Something that happens at a moment; `employer` is whose act it is, or EVERYBODY: then nothing else may run at the same time.

    An employer's act is done in the database role named.
    """

    at: datetime
    employer: int
    rank: int
    act: Callable[[], object]
    role: Role = "web"


class Timeline:
    """Events by moment, then employer, then the order they were added in; more may be added while it is read, from any thread."""

    def __init__(self, until: datetime) -> None:
        self._until = until
        self._heap: list[Event] = []
        self._added = 0
        self._lock = Lock()

    def add(self, at: datetime, act: Callable[[], object], *, employer: int = EVERYBODY, role: Role = "web") -> None:
        """Plan an act; one after the end of the demo is left out."""
        if at <= self._until:
            with self._lock:
                heapq.heappush(self._heap, Event(at, employer, self._added, act, role))
                self._added += 1

    def __len__(self) -> int:
        return len(self._heap)

    def stretches(self) -> Iterator[list[Event]]:
        """Events in lists: acts of employers of a few days, up to the next act that concerns everybody; then that act alone."""
        while self._heap:
            if self._heap[0].employer == EVERYBODY:
                yield [heapq.heappop(self._heap)]
                continue
            limit = self._heap[0].at + LEAST_NOTICE
            stretch = []
            while self._heap and self._heap[0].employer != EVERYBODY and self._heap[0].at < limit:
                stretch.append(heapq.heappop(self._heap))
            yield stretch
