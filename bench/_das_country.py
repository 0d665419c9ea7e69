"""A year of wages of a whole country, drawn from a seed: as columns (exact integers) and as DAS pairs on disk.

The columns are the truth the benchmark checks against; the files are written from them without going through the code under test.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

YEAR = 2025
EMPLOYERS_PER_LINE = 67_500 / 1_000_000
LEAST_QUARTER = 3 * 20_000_00
"""Three months at the minimum wage of 2025, in centimes."""

_FIRST = ("AMINE", "SARA", "YACINE", "MERIEM", "KARIM", "NADIA", "SOFIANE", "LINA", "RACHID", "AMEL", "BILAL", "HOUDA", "FARES", "IMANE")
_LAST = ("BENALI", "HADDAD", "MANSOURI", "BRAHIMI", "SAIDI", "KACI", "BOUZID", "CHERIF", "ZERROUKI", "TOUATI", "HAMIDI", "OUALI", "LARBI")
_UNITS = np.array([b"H", b"J", b"M"])
_WHOLE = np.array([520, 90, 3])


@dataclass(frozen=True, slots=True)
class Lines:
    """All the lines, in the order of the files; amounts in centimes, shape (n, 4) by quarter."""

    employer: Ints
    line_no: Ints
    nss: NDArray[np.bytes_]
    surname: NDArray[np.bytes_]
    given_name: NDArray[np.bytes_]
    birth_date: NDArray[np.bytes_]
    duration: Ints
    unit: NDArray[np.bytes_]
    amount: Ints
    entered_on: NDArray[np.bytes_]


@dataclass(frozen=True)
class Country:
    """``n`` lines of ``employers`` employers. ``workers`` are the lines of each; numbers are ten digits."""

    n: int
    seed: int
    workers: Ints
    numbers: NDArray[np.bytes_]
    lines: Lines

    @property
    def employers(self) -> int:
        """How many employers declare."""
        return len(self.workers)

    @cached_property
    def first_line(self) -> Ints:
        """Where each employer's lines begin."""
        return np.concatenate(([0], np.cumsum(self.workers)[:-1]))

    @cached_property
    def quarter_bases(self) -> Ints:
        """What the lines of each employer add up to, shape (employers, 4)."""
        return np.add.reduceat(self.lines.amount, self.first_line, axis=0)


def draw(n: int, *, seed: int = 1) -> Country:
    """A country of ``n`` lines: few employers have many workers, most have few."""
    random = np.random.default_rng(seed)
    employers = max(1, min(n, round(n * EMPLOYERS_PER_LINE)))
    weight = random.pareto(1.3, employers) + 0.05
    workers = 1 + np.floor((n - employers) * weight / weight.sum()).astype(np.int64)
    workers[: n - int(workers.sum())] += 1
    assert int(workers.sum()) == n
    wilaya = random.integers(1, 49, employers)
    numbers = _text(wilaya * 10**8 + np.arange(1, employers + 1), 10)
    return Country(n, seed, workers, numbers, _lines(n, workers, random))


def _lines(n: int, workers: Ints, random: np.random.Generator) -> Lines:
    employer = np.repeat(np.arange(len(workers)), workers)
    starts = np.concatenate(([0], np.cumsum(workers)[:-1]))
    born, nss = _persons(n, random)
    kind = random.choice(3, n, p=[0.8, 0.15, 0.05])
    wage = random.integers(LEAST_QUARTER, 5 * LEAST_QUARTER, (n, 1)) + random.integers(0, 500_00, (n, 4))
    works = np.arange(4) >= np.where(random.random(n) < 0.06, random.integers(1, 4, n), 0)[:, None]
    first = works.argmax(axis=1)
    entered = np.where(first > 0, np.array([b"01012015", b"01042025", b"01072025", b"01102025"])[first], b"01012015")
    return Lines(
        employer=employer,
        line_no=np.arange(n) - starts[employer] + 1,
        nss=nss,
        surname=np.array(_LAST, dtype="S25")[random.integers(0, len(_LAST), n)],
        given_name=np.array(_FIRST, dtype="S25")[random.integers(0, len(_FIRST), n)],
        birth_date=np.array([f"15061{year}".encode() for year in range(900, 1000)], dtype="S8")[born - 1900],
        duration=_WHOLE[kind][:, None] * works,
        unit=_UNITS[kind],
        amount=wage * works,
        entered_on=entered.astype("S8"),
    )


def _persons(n: int, random: np.random.Generator) -> tuple[Ints, NDArray[np.bytes_]]:
    """Birth years and as many different numbers with their key; numbers whose key has no known rule are passed over."""
    spread = n + n // 3 + 1000
    body = np.arange(spread, dtype=np.int64) * 61 % 10**8
    born = 1960 + random.integers(0, 40, spread)
    digits = (((born - 1900) * 10**8 + body)[:, None] // 10 ** np.arange(9, -1, -1)) % 10
    key = 99 - (digits * np.array([2, 1] * 5)).sum(axis=1)
    kept = np.flatnonzero(key >= 0)[:n]
    assert len(kept) == n
    return born[kept], _text(((born[kept] - 1900) * 10**8 + body[kept]) * 100 + key[kept], 12)


def _text(values: Ints, width: int) -> NDArray[np.bytes_]:
    """Numbers as ``width`` digits, zeros before."""
    digits = (values[:, None] // 10 ** np.arange(width - 1, -1, -1, dtype=np.int64)) % 10 + 48
    return np.ascontiguousarray(digits.astype(np.uint8)).view(f"S{width}").ravel()


def _field(block: NDArray[np.uint8], start: int, values: NDArray[np.bytes_]) -> None:
    """Write texts into a field, blanks after them."""
    width = values.dtype.itemsize
    raw = values.view(np.uint8).reshape(len(values), width).copy()
    raw[raw == 0] = 32
    block[:, start : start + width] = raw


def _number(block: NDArray[np.uint8], start: int, width: int, values: Ints) -> None:
    """Write numbers against the right edge of a field, blanks before."""
    rest = values.copy()
    for place in range(width - 1, -1, -1):
        block[:, start + place] = np.where((rest > 0) | (place == width - 1), rest % 10 + 48, 32)
        rest //= 10


def write(country: Country, folder: Path) -> list[tuple[Path, Path]]:
    """Write every pair, 1,000 employers to a folder, as the official form wants them; returns (header, detail) paths in order."""
    lines, total = country.lines, country.lines.amount.sum(axis=1)
    block = np.full((country.n, 197), 32, dtype=np.uint8)
    _field(block, 0, country.numbers[lines.employer])
    block[:, 10:14] = np.frombuffer(str(YEAR).encode(), dtype=np.uint8)
    _number(block, 14, 6, lines.line_no)
    for start, values in ((20, lines.nss), (32, lines.surname), (57, lines.given_name), (82, lines.birth_date), (158, lines.entered_on)):
        _field(block, start, values)
    for quarter in range(4):
        start = 90 + 14 * quarter
        _number(block, start, 3, lines.duration[:, quarter])
        _field(block, start + 3, lines.unit)
        _number(block, start + 4, 10, lines.amount[:, quarter])
    _number(block, 146, 12, total)
    block[:, 194] = 48
    block[:, 195], block[:, 196] = 13, 10
    heads = _headers(country)
    return _pairs(country, folder, block, heads)


def _headers(country: Country) -> NDArray[np.uint8]:
    heads = np.full((country.employers, 223), 32, dtype=np.uint8)
    _field(heads, 0, country.numbers)
    heads[:, 10] = ord("N")
    heads[:, 11:15] = np.frombuffer(str(YEAR).encode(), dtype=np.uint8)
    heads[:, 15:17] = country.numbers.view(np.uint8).reshape(-1, 10)[:, 0:2]
    heads[:, 17:20] = 48
    for quarter in range(4):
        _number(heads, 131 + 16 * quarter, 16, country.quarter_bases[:, quarter])
    _number(heads, 195, 16, country.quarter_bases.sum(axis=1))
    _number(heads, 211, 6, country.workers)
    heads[:, 221], heads[:, 222] = 13, 10
    return heads


def _pairs(country: Country, folder: Path, block: NDArray[np.uint8], heads: NDArray[np.uint8]) -> list[tuple[Path, Path]]:
    paths: list[tuple[Path, Path]] = []
    short = YEAR % 100
    for index in range(country.employers):
        place = folder / f"{index // 1000:03d}"
        if index % 1000 == 0:
            place.mkdir(parents=True)
        number = country.numbers[index].decode()
        pair = (place / f"D{short}E{number}.TXT", place / f"D{short}S{number}.TXT")
        first = int(country.first_line[index])
        pair[0].write_bytes(heads[index].tobytes())
        pair[1].write_bytes(block[first : first + int(country.workers[index])].tobytes())
        paths.append(pair)
    return paths
