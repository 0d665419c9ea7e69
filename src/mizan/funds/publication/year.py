"""A year as its twelve months of snapshots and its pay runs tell it: what the tables of a year are made of."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from mizan.funds.benefits.queries.people_paid import people_paid, people_paid_by_sex
from mizan.funds.indicators.queries import kept
from mizan.funds.indicators.types import Kept, State
from mizan.funds.publication.canonical import hash_of
from mizan.funds.publication.types import Standing
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, months_of

PAYING = (Fund.CNAS, Fund.CNR, Fund.CASNOS)


@dataclass(frozen=True, slots=True)
class Told:
    """The parts of an indicator over a year, added up by fund, term and part; how they stand, up to when, and the hash of the snapshots.

    `items`: how many postings or files each part is. Not covered: a month of the year has no snapshot.
    """

    sums: Mapping[tuple[Fund, str, str], int]
    items: Mapping[tuple[Fund, str, str], int]
    state: Standing
    cut_off: str
    data_hash: str

    def of(self, term: str, part: str = "", *, fund: Fund | None = None) -> int | None:
        """What the parts of a term sum to whose name is, or begins with, `part`; None where there is none at all."""
        found = [
            value
            for (of, named, of_part), value in self.sums.items()
            if named == term and (not part or of_part == part or of_part.startswith(f"{part}:")) and (fund is None or of is fund)
        ]
        return sum(found) if found else None


@dataclass(frozen=True, slots=True)
class Paid:
    """The people each benefit was paid to in a year, by fund and kind, and by sex too, with the hash of these counts."""

    people: Mapping[tuple[Fund, str], int]
    by_sex: Mapping[tuple[Fund, str, str], int]
    data_hash: str


def year_of(indicator: str, funds: Iterable[Fund], year: Period) -> Told:
    """An indicator of funds over the twelve months of a year (what flows)."""
    return _told(indicator, funds, months_of(year))


def last_month_of(indicator: str, funds: Iterable[Fund], year: Period) -> Told:
    """An indicator of funds at the end of a year (what stands)."""
    return _told(indicator, funds, months_of(year)[-1:])


def paid_in(year: Period, *, known: datetime) -> Paid:
    """The people paid in a year, once each, as known at a moment."""
    people = people_paid(since=year.start, until=year.end, known=known)
    by_sex = people_paid_by_sex(since=year.start, until=year.end, known=known)
    rows = [[fund.value, kind, count] for (fund, kind), count in sorted(people.items())]
    return Paid(people, by_sex, hash_of(json.dumps([year.key, rows], separators=(",", ":")).encode()))


def _told(indicator: str, funds: Iterable[Fund], months: tuple[Period, ...]) -> Told:
    sums: defaultdict[tuple[Fund, str, str], int] = defaultdict(int)
    items: Counter[tuple[Fund, str, str]] = Counter()
    found = [(fund, kept(indicator, fund=fund, month=month)) for fund in funds for month in months]
    whole = [(fund, one) for fund, one in found if one is not None]
    for fund, one in whole:
        for part in one.parts:
            key = (fund, part.term, part.part)
            sums[key] += part.amount
            items[key] += part.items
    hashes = [one.figure.data_hash for _, one in whole]
    cut_off = max((one.figure.cut_off.isoformat() for _, one in whole), default="")
    return Told(sums, items, _standing(found), cut_off, hash_of("".join(hashes).encode()) if hashes else "")


def _standing(found: list[tuple[Fund, Kept | None]]) -> Standing:
    """Measured when every month of every fund is; else what is worst among them."""
    states = {State.NOT_COVERED if one is None else one.figure.state for _, one in found}
    for state in (State.NOT_COVERED, State.FAILED, State.LATE):
        if state in states:
            return Standing(state.value)
    return Standing.MEASURED
