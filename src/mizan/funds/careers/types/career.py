"""A career month by month, as it was known at a moment. Amounts are centimes, a month has thirty days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Scheme(StrEnum):
    """Whose career it is in: the salaried scheme (CNR) or that of the self-employed (CASNOS)."""

    CNR = "CNR"
    CASNOS = "CASNOS"


class Origin(StrEnum):
    """What a month was learnt from."""

    DAS = "das"
    HISTORY = "history"
    CASNOS = "casnos"
    CORRECTION = "correction"
    CREDIT = "credit"


class CreditKind(StrEnum):
    """Periods that count without work."""

    SICKNESS = "sickness"
    MATERNITY = "maternity"
    WORK_ACCIDENT = "work_accident"
    STATUTORY_LEAVE = "statutory_leave"
    NATIONAL_SERVICE = "national_service"
    MOBILISATION = "mobilisation"
    UNEMPLOYMENT_INSURANCE = "unemployment_insurance"
    EARLY_RETIREMENT = "early_retirement"
    LIBERATION_WAR = "liberation_war"


class Source(NamedTuple):
    """Where a month comes from: a line ("filing/line"), an earning's or a credited period's id; and since when it is known."""

    origin: Origin
    ref: str
    known_from: datetime


class CareerMonth(NamedTuple):
    """A month in a scheme at one employer (None: on their own account, an employer known by name only, or a credited period).

    `credited` names the period where the days count without work. `disputed`: a dispute on the month waits for its answer.
    """

    month: date
    scheme: Scheme
    employer_id: int | None
    employer_name: str
    days: int
    amount: int
    sources: tuple[Source, ...]
    credited: CreditKind | None = None
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class SpellKnown:
    """A person's time with an employer in a scheme; `ends_on` is the first day after it."""

    id: int
    scheme: Scheme
    employer_id: int | None
    employer_name: str
    starts_on: date
    ends_on: date | None
    source: str
    ref: str
    known_from: datetime


@dataclass(frozen=True, slots=True)
class CreditKnown:
    """A credited period with its evidence; `ends_on` is the first day after it."""

    id: int
    scheme: Scheme
    kind: CreditKind
    starts_on: date
    ends_on: date
    evidence: str
    document_hash: str
    known_from: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """The quarters of a scheme: worked and contributed for, credited by kind, and validated (both; a month is never counted twice)."""

    effective: int
    validated: int
    credited: Mapping[CreditKind, int]


@dataclass(frozen=True, slots=True)
class Career:
    """A person's career as known at `known_at`.

    `overlapping` are the quarters spent in both schemes at once: they count once, in the scheme the person chooses. `gaps` are the months
    between the first and the last without a day in any scheme, as half-open spans. `reading` names the switches it was counted by.
    """

    person_id: int
    known_at: datetime
    months: tuple[CareerMonth, ...]
    spells: tuple[SpellKnown, ...]
    credits: tuple[CreditKnown, ...]
    gaps: tuple[tuple[date, date], ...]
    counts: Mapping[Scheme, Counts]
    overlapping: int
    reading: str

    @property
    def wages_m(self) -> tuple[int, ...]:
        """The contributory wages of the months worked as salaried, earliest first, all employers of a month together."""
        return tuple(amount for _, amount in self.monthly(Scheme.CNR) if amount)

    @property
    def incomes_y(self) -> tuple[int, ...]:
        """The incomes declared as self-employed, a year each, earliest first."""
        by_year: dict[int, int] = {}
        for month, amount in self.monthly(Scheme.CASNOS):
            by_year[month.year] = by_year.get(month.year, 0) + amount
        return tuple(amount for _, amount in sorted(by_year.items()) if amount)

    def monthly(self, scheme: Scheme) -> tuple[tuple[date, int], ...]:
        """The amounts of a scheme by month, in order, months without work left out."""
        found: dict[date, int] = {}
        for one in self.months:
            if one.scheme is scheme and one.credited is None:
                found[one.month] = found.get(one.month, 0) + one.amount
        return tuple(sorted(found.items()))
