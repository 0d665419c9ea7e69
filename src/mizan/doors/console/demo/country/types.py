"""What is true of the invented country; frozen, and never written to the database."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from mizan.kernel.periods import Period, add_months, month_of

FIRST_MONTH = date(2024, 11, 1)
LAST_MONTH = date(2026, 10, 1)
MONTHS = 24

DurationUnit = Literal["H", "J", "M"]


def month_at(index: int) -> Period:
    """The month of rank `index`: 0 is the first month of the demo."""
    return month_of(add_months(FIRST_MONTH, index))


def index_of(day: date) -> int:
    """The rank of the month that holds `day`; negative before the demo."""
    return (day.year - FIRST_MONTH.year) * 12 + day.month - FIRST_MONTH.month


class Place(NamedTuple):
    """A wilaya, the year it was created, the wilaya whose agency serves it and its weight in employment."""

    code: int
    name_ar: str
    name_fr: str
    created: int
    mother: int | None
    weight: int

    @property
    def agency_code(self) -> str:
        """Five digits of the fund's agency; a wilaya younger than 1984 is served by that of its mother."""
        return f"{self.mother or self.code:02d}000"


class TrueMonth(NamedTuple):
    """One month of a job: its rank, the days paid (of thirty) and the wage that bears contributions, in centimes."""

    month: int
    days: int
    wage: int


class Decision(NamedTuple):
    """An abatement granted for a job (law 06-21): the line code it moves the wage to, its number and its half-open period."""

    code: str
    number: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class TrueEmployer:
    """An employer that exists: `pay_unit` is how its payroll counts time, `size` the staff it keeps; a seasonal one has none in winter."""

    rank: int
    number: str
    name_fr: str
    name_ar: str
    name_file: str
    sector: str
    activity_fr: str
    activity_ar: str
    public: bool
    construction: bool
    wilaya: int
    agency_code: str
    nif: str
    rib: str
    opened_on: date
    pay_unit: DurationUnit
    size: int
    seasonal: bool


@dataclass(frozen=True, slots=True)
class TruePerson:
    """A person, in both scripts; the Latin names are upper-case ASCII as the wage declaration wants them."""

    rank: int
    nss: str
    nin: str
    surname: str
    given_name: str
    surname_ar: str
    given_name_ar: str
    birth_date: date
    sex: Literal["F", "M"]
    wilaya: int


@dataclass(frozen=True, slots=True)
class TrueJob:
    """One person's time with one employer: ranks of both, dates, and every month from the first of the demo on."""

    rank: int
    employer: int
    person: int
    hired_on: date
    left_on: date | None
    decision: Decision | None
    months: tuple[TrueMonth, ...]


@dataclass(frozen=True, slots=True)
class TrueSelfEmployed:
    """A self-employed person: who they are, their trade, since when, and what they earn each year (year, centimes)."""

    rank: int
    person: TruePerson
    activity: Literal["trade", "farmer"]
    trade_fr: str
    trade_ar: str
    agency_code: str
    rib: str
    started_on: date
    incomes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TrueWorld:
    """The whole country. Ranks are positions in the tuples."""

    seed: int
    scale: int
    places: tuple[Place, ...]
    employers: tuple[TrueEmployer, ...]
    persons: tuple[TruePerson, ...]
    jobs: tuple[TrueJob, ...]
    self_employed: tuple[TrueSelfEmployed, ...]
