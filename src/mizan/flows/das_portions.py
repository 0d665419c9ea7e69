"""The pairs of a set, a portion at a time: files found, read, checked and computed, beside the database and without it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mizan.formats.das.sets import SetScan, scan_set
from mizan.funds.contributions.line_shares import LINES, refusal_of, shares_of_year
from mizan.funds.contributions.sets.staging import Packed, pack
from mizan.law.algeria.contributions import minimum_wage_m

PORTION_PAIRS = 4_000
PORTION_BYTES = 16 * 1024 * 1024
"""A portion ends at the first of these two bounds: its memory does not depend on the size of the set."""


class Pair(NamedTuple):
    """One declaration to take: its two files and their names, where known."""

    header: bytes
    detail: bytes
    header_name: str | None = None
    detail_name: str | None = None


class Portion(NamedTuple):
    """Pairs read and computed, not yet written."""

    pairs: Sequence[Pair]
    scan: SetScan
    rows: Packed
    bases: NDArray[np.int64]


def pairs_under(folder: Path) -> Iterator[Pair]:
    """The pairs under a folder, by name: each header (DyyE…) with the detail (DyyS…) beside it, whatever the case of their names."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        present = set(names)
        for name in sorted(names):
            if name[:1] in "dD" and name[3:4] in ("e", "E"):
                beside = f"{name[:3]}{'S' if name[3] == 'E' else 's'}{name[4:]}"
                detail = _content(place, beside) if beside in present else b""
                yield Pair(_content(place, name), detail, name, beside)


def _content(place: str, name: str) -> bytes:
    with open(os.path.join(place, name), "rb", buffering=0) as file:
        return file.read()


def in_portions(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """The pairs in portions of bounded size, in order."""
    portion: list[Pair] = []
    size = 0
    for pair in pairs:
        portion.append(pair)
        size += len(pair.header) + len(pair.detail)
        if len(portion) >= PORTION_PAIRS or size >= PORTION_BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def read_next(portions: Iterator[list[Pair]]) -> Portion | None:
    """Read the next portion and compute its lines' contributions; None at the end. Works beside the database, without it."""
    pairs = next(portions, None)
    if pairs is None:
        return None
    scan = scan_set(
        [(pair.header, pair.detail) for pair in pairs],
        names=[(pair.header_name, pair.detail_name) for pair in pairs],
        minimum_wage_m=minimum_wage_m,
    )
    years = np.array([0 if one.header is None else one.header.year for one in scan.pairs], dtype=np.int64)
    of_line = years[scan.pair]
    shares = np.zeros((len(of_line), LINES), dtype=np.int64)
    for year in np.unique(of_line).tolist():
        if refusal_of(year) is not None:
            # The pairs of this year are refused; the others must not wait for them.
            continue
        lines = np.flatnonzero(of_line == year)
        whole = len(lines) == len(of_line)
        found = shares_of_year(scan.amount if whole else scan.amount[lines], year)
        if whole:
            shares = found
        else:
            shares[lines] = found
    return Portion(pairs, scan, pack(scan, of_line, shares), _bases(scan))


def _bases(scan: SetScan) -> NDArray[np.int64]:
    """The wages of the taken lines of each pair by quarter, shape (pairs, 4)."""
    bases = np.zeros((len(scan.pairs), 4), dtype=np.int64)
    pair, amount = (scan.pair, scan.amount) if scan.taken.all() else (scan.pair[scan.taken], scan.amount[scan.taken])
    if len(pair):
        firsts = np.flatnonzero(np.diff(pair, prepend=-1))
        bases[pair[firsts]] = np.add.reduceat(amount, firsts, axis=0)
    return bases
