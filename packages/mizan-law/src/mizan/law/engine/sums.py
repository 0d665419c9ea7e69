"""Totals by group on several threads: one shared table where the rows come in the order of their groups, one a thread where they do not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from mizan.kernel.money import MAX_CENTIMES
from mizan.law.engine.generate import SAFE

THREADS = min(4, os.cpu_count() or 1)

_BETWEEN_LOOKS = 2**60 // MAX_CENTIMES
"""Rows after which a table is looked at: fewer can not take a total from SAFE to 64 bits, whatever they hold."""


def even_cuts(rows: int, step: int) -> list[slice]:
    """The rows in chunks of `step`."""
    return [slice(start, min(start + step, rows)) for start in range(0, rows, step)]


class Tables:
    """The totals of `size` groups; each thread adds to a table that no other touches meanwhile."""

    def __init__(self, groups: NDArray[np.int64], size: int, targets: int) -> None:
        self._groups, self._size, self._targets = groups, size, targets
        self._in_order = False
        self._tables: list[NDArray[np.int64]] = []
        self._seen: list[int] = []
        self._free: SimpleQueue[int] = SimpleQueue()

    def cuts(self, rows: int, step: int) -> list[slice]:
        """The rows in chunks. Where they come in the order of their groups, no group is in two chunks and one table serves all threads."""
        cuts = even_cuts(rows, step)
        if rows and bool((self._groups[1:] >= self._groups[:-1]).all()):
            ends = [int(np.searchsorted(self._groups, self._groups[cut.stop - 1], side="right")) for cut in cuts]
            whole = [slice(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True) if start < end]
            # One very large group would leave the other threads without work, and its total unwatched.
            self._in_order = max(cut.stop - cut.start for cut in whole) <= 4 * step
            cuts = whole if self._in_order else cuts
        self._tables = [np.zeros((self._size, self._targets), dtype=np.int64) for _ in range(1 if self._in_order else THREADS)]
        self._seen = [0] * len(self._tables)
        for place in range(len(self._tables)):
            self._free.put(place)
        return cuts

    @contextmanager
    def one(self, cut: slice) -> Iterator[NDArray[np.int64]]:
        """A table to add a chunk of rows to. Raises OverflowError when a total nears 64 bits."""
        if self._in_order:
            table = self._tables[0]
            yield table
            first, last = int(self._groups[cut.start]), int(self._groups[cut.stop - 1])
            _look(table[max(first, 0) : last + 1])
            return
        place = self._free.get()
        try:
            yield self._tables[place]
            self._seen[place] += cut.stop - cut.start
            if self._seen[place] > _BETWEEN_LOOKS // 2:
                _look(self._tables[place])
                self._seen[place] = 0
        finally:
            self._free.put(place)

    def total(self) -> NDArray[np.int64]:
        """The totals of all threads together. Raises OverflowError as `one` does."""
        for table in self._tables:
            _look(table)
        for table in self._tables[1:]:
            self._tables[0] += table
        return self._tables[0]


def _look(table: NDArray[np.int64]) -> None:
    if table.size and (int(table.max()) > SAFE or int(table.min()) < -SAFE):
        raise OverflowError
