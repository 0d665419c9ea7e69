"""Facts the funds hold of a person and of a career, as the law takes them, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from mizan.funds.benefits.kinds.types import Case, Fact, Numbers
from mizan.funds.benefits.switches import DeathReading, StartReading, in_force
from mizan.funds.careers.types import Career, CareerMonth, Scheme, Source
from mizan.funds.people.queries import household_as_known
from mizan.funds.people.types import Household, IdentityKnown
from mizan.kernel.money import format_decimal
from mizan.kernel.periods import add_months, month_of

DAYS_A_QUARTER, QUARTERS_OF_THREE_YEARS, DAYS_A_MONTH = 90, 12, 30
SHOWN = 40
"""Sources written one by one; beyond, how many more there are is told."""


def identity_source(identity: IdentityKnown) -> str:
    """Where an identity comes from: the register of persons, and since when it is known."""
    told = f"people: identity known since {identity.known_from.date().isoformat()}"
    return f"{told}, civil event {identity.event_id}" if identity.event_id else told


def identity_facts(identity: IdentityKnown) -> dict[str, Fact]:
    """The birth date and the sex, as far as they are known."""
    source, found = identity_source(identity), {}
    if identity.birth_date is not None:
        found["born_on"] = Fact(identity.birth_date.isoformat(), source)
    if identity.sex:
        found["sex"] = Fact(identity.sex.lower(), source)
    return found


def household_of(case: Case) -> Household:
    """The household of who claims on the day of the case."""
    read = case.household
    if read is not None and (read.person_id, read.on, read.known_at) == (case.person_id, case.day, case.known_at):
        return read
    return household_as_known(case.person_id, on=case.day, at=case.known_at)


def first_day(day: date) -> date:
    """The first day a monthly benefit claimed for a day is due, by the switch `benefit_start`."""
    month = month_of(day)
    return month.end if in_force().start is StartReading.MONTH_AFTER else month.start


def month_after_death(day: date) -> date:
    """The first day not due any more to somebody who died on a day, and due to the survivors, by the switch `benefit_death_month`."""
    month = month_of(day)
    return month.end if in_force().death is DeathReading.WHOLE_MONTH else month.start


def same_day(day: date) -> date:
    """What is paid once is due from the day it is claimed for."""
    return day


def number(numbers: Numbers, name: str) -> int:
    """The number of a rule that has one for the whole case."""
    value = numbers[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} has a number for each member")
    return value


def series(numbers: Numbers, name: str) -> tuple[int, ...]:
    """The numbers of a rule that has one for each member."""
    value = numbers[name]
    if isinstance(value, int):
        raise TypeError(f"{name} has one number")
    return value


def money(amount: int) -> str:
    """Centimes as the law's text: dinars with two decimals."""
    return format_decimal(amount)


def months_source(months: Sequence[CareerMonth]) -> str:
    """The sources of some months, runs of the same origin together: `das 12/4 (2019-01…2019-12); history 88 (…)`."""
    runs: list[tuple[Source, date, date]] = []
    for one in months:
        for source in one.sources:
            last = runs[-1][0] if runs else None
            if last is not None and last.ref == source.ref and last.origin is source.origin:
                runs[-1] = (last, runs[-1][1], one.month)
            else:
                runs.append((source, one.month, one.month))
    told = [f"{source.origin.value} {source.ref} ({first:%Y-%m}…{last:%Y-%m})" for source, first, last in runs[:SHOWN]]
    more = [f"and {len(runs) - SHOWN} more"] if len(runs) > SHOWN else []
    return "careers: " + ("; ".join([*told, *more]) or "no month held")


def worked(career: Career, scheme: Scheme) -> tuple[CareerMonth, ...]:
    """The months of work in a scheme, credited periods left out."""
    return tuple(one for one in career.months if one.scheme is scheme and one.credited is None)


def days_between(months: Iterable[CareerMonth], start: date, end: date) -> int:
    """The days of work from a day's month (included) until another's (excluded); a month has thirty, whatever the employers."""
    by_month: dict[date, int] = {}
    for one in months:
        if start <= one.month < end:
            by_month[one.month] = min(by_month.get(one.month, 0) + one.days, DAYS_A_MONTH)
    return sum(by_month.values())


def recent_quarters(career: Career, day: date) -> int:
    """The quarters worked in the three years before a day, in either scheme."""
    first = month_of(day).start
    months = [one for one in career.months if one.credited is None]
    return min(days_between(months, add_months(first, -36), first) // DAYS_A_QUARTER, QUARTERS_OF_THREE_YEARS)


def wages_before(career: Career, day: date, months: int) -> tuple[tuple[date, int], ...]:
    """The salaried wages of the months before a day's month, earliest first: (month, centimes)."""
    last = month_of(day).start
    return tuple((at, amount) for at, amount in career.monthly(Scheme.CNR) if add_months(last, -months) <= at < last)


def is_disputed(career: Career) -> bool:
    """Whether a dispute on a month waits for its answer."""
    return any(one.disputed for one in career.months)


def shared(total: int, weights: Sequence[int]) -> list[int]:
    """`total` shared in proportion to weights, to the centime: the parts sum to it exactly, each within a centime of its proportion.

    Nothing is shared where no weight is above zero.
    """
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    bounds = [0]
    for weight in weights:
        bounds.append(bounds[-1] + weight)
    return [total * after // whole - total * before // whole for before, after in pairwise(bounds)]
