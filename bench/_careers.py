"""Careers on disk for the benchmark of pensions: wages of 32 bits in centimes, one person after the other; and their exact pensions."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Column = np.ndarray[Any, Any]

SHORTEST, MONTHS = 180, 480
REFERENCE = 60
PPM = 1_000_000
ACCRUAL, CAP = 25_000, 800_000
SNMG, FLOOR, CEILING = 2_400_000, 2_400_000, 15 * 2_400_000
"""The values of the day, in centimes and parts per million, written apart from the statute book for the exact figures."""


def make(folder: Path, rows: int) -> None:
    """Writes the careers: where each begins and ends, the wages end to end, the validated quarters."""
    random = np.random.default_rng(2026)
    lengths = random.integers(SHORTEST, MONTHS + 1, rows)
    np.save(folder / "starts.npy", np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))
    np.save(folder / "quarters.npy", (lengths // 3).astype(np.int16))
    wages = random.integers(2_000_000, 25_000_000, int(lengths.sum()), dtype=np.int64)
    if wages.max() > np.iinfo(np.int32).max:
        raise SystemExit("a wage needs more than 32 bits")
    wages.astype(np.int32).tofile(folder / "wages")


@dataclass(frozen=True, slots=True)
class Careers:
    """The careers as they lie on disk: only the pages of the wages that are being read are in memory."""

    starts: Column
    quarters: Column
    wages: Column
    mapped: mmap.mmap

    @property
    def rows(self) -> int:
        """How many people."""
        return len(self.quarters)

    def let_go(self, some: slice) -> None:
        """Gives back the pages of some people's wages: they stay in the file's cache, which is the machine's, and leave this process."""
        begin = int(self.starts[some.start]) * self.wages.itemsize // mmap.PAGESIZE * mmap.PAGESIZE
        self.mapped.madvise(mmap.MADV_DONTNEED, begin, int(self.starts[some.stop]) * self.wages.itemsize - begin)


def opened(folder: Path) -> Careers:
    """The careers of a folder."""
    with (folder / "wages").open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return Careers(np.load(folder / "starts.npy"), np.load(folder / "quarters.npy"), np.frombuffer(mapped, dtype=np.int32), mapped)


def blocks(rows: int, size: int) -> Iterator[slice]:
    """The people in blocks of `size`."""
    for first in range(0, rows, size):
        yield slice(first, min(first + size, rows))


def exact_pensions(made: Careers) -> Column:
    """Every pension in whole centimes, computed apart from the statute book."""
    found = np.empty(made.rows, dtype=np.int64)
    for row in range(made.rows):
        career = made.wages[made.starts[row] : made.starts[row + 1]].astype(np.int64)
        best = int(np.partition(career, -REFERENCE)[-REFERENCE:].sum())
        reference = (2 * max(best, int(career[-REFERENCE:].sum())) + REFERENCE) // (2 * REFERENCE)
        rate = min(int(made.quarters[row]) * ACCRUAL // 4, CAP)
        raw = (reference * rate + PPM // 2) // PPM
        found[row] = max(min(raw, CEILING), FLOOR)
    return found
