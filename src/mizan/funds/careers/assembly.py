"""A career from what is known of it: rows of any length become months, months become quarters. Pure: no database, no clock.

Rounding, named: a quarter's or a year's amount is laid on its months in proportion to their days, shares rounded down and the centimes left
one each by rank (`split_by_rank`); they add up to what was declared. Hours become days at 173.33 hours for thirty days, half up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from mizan.funds.careers.switches import QuarterReading
from mizan.funds.careers.types.career import CareerMonth, Counts, CreditKind, CreditKnown, Origin, Scheme, Source
from mizan.kernel.periods import Period, add_days, month_of, months_of
from mizan.kernel.rounding import Rounding, divide, split_by_rank

MONTH_DAYS, QUARTER_DAYS, LONGEST_MONTH = 30, 90, 31
HOURS_M_HUNDREDTHS = 17_333
"""Hours of a full month, in hundredths: 520 a quarter."""


class Told(NamedTuple):
    """An amount and days told for a period at an employer; `within` are the days of work where the dates are known."""

    scheme: Scheme
    employer_id: int | None
    employer_name: str
    period: Period
    days: int
    amount: int
    source: Source
    within: Period | None = None


@dataclass(slots=True)
class _Cell:
    days: int = 0
    amount: int = 0
    sources: list[Source] = field(default_factory=list)


Key = tuple[date, Scheme, int, str]
"""A month, a scheme and an employer: 0 where it has no id."""


def days_of(duration: int, unit: str) -> int:
    """The days of thirty a month that a declared duration is: hours, days or months; at most a quarter's ninety."""
    days = {"H": divide(duration * MONTH_DAYS * 100, HOURS_M_HUNDREDTHS, Rounding.HALF_UP), "J": duration, "M": duration * MONTH_DAYS}
    return min(days.get(unit, 0), QUARTER_DAYS)


def spread(told: Told) -> Sequence[tuple[date, int, int]]:
    """The months of a period with the days and the amount of each: in the months worked, where the dates say which."""
    start, end = told.period
    if start.day == 1 and (end - start).days <= LONGEST_MONTH:
        # A single month takes all of it, wherever in it the work was.
        return ((start, min(told.days, MONTH_DAYS), told.amount),) if told.days or told.amount else ()
    months = months_of(told.period)
    weights = [_present(month, told.within) for month in months]
    days = min(told.days, MONTH_DAYS * len(months))
    if sum(weights) < days or not sum(weights):
        # The dates leave less room than the days told: they can not both be right, and the days carry the contributions.
        weights = [MONTH_DAYS] * len(months)
    by_month = split_by_rank(days, weights)
    amounts = split_by_rank(told.amount, by_month if days else weights)
    found = zip(months, by_month, amounts, strict=True)
    return [(month.start, of_days, of_amount) for month, of_days, of_amount in found if of_days or of_amount]


def _present(month: Period, within: Period | None) -> int:
    """The days of thirty of a month inside a span."""
    if within is None:
        return MONTH_DAYS
    first, end = max(month.start, within.start), min(month.end, within.end)
    if first >= end:
        return 0
    last = MONTH_DAYS if end == month.end else min((end - month.start).days, MONTH_DAYS)
    return max(last - (first - month.start).days, 1)


def worked_months(told: Iterable[Told], *, disputed: frozenset[tuple[Scheme, int | None, date]] = frozenset()) -> list[CareerMonth]:
    """The months worked, by month, scheme and employer. A correction stands for all else that is said of its month."""
    cells: dict[Key, _Cell] = {}
    corrected: set[tuple[date, Scheme, int | None]] = set()
    # Corrections first: what they stand for is then left out.
    for one in sorted(told, key=lambda one: (one.source.origin is not Origin.CORRECTION, one.period.start)):
        is_correction = one.source.origin is Origin.CORRECTION
        for month, days, amount in [(one.period.start, one.days, one.amount)] if is_correction else spread(one):
            if is_correction:
                corrected.add((month, one.scheme, one.employer_id))
            elif corrected and (month, one.scheme, one.employer_id) in corrected:
                continue
            key = (month, one.scheme, one.employer_id or 0, one.employer_name)
            cell = cells.get(key)
            if cell is None:
                cells[key] = _Cell(min(days, MONTH_DAYS), amount, [one.source])
                continue
            cell.days, cell.amount = min(cell.days + days, MONTH_DAYS), cell.amount + amount
            cell.sources.append(one.source)
    return [
        CareerMonth(
            month, scheme, employer or None, name, cell.days, cell.amount, tuple(cell.sources), None,
            (scheme, employer or None, month) in disputed,
        )
        for (month, scheme, employer, name), cell in sorted(cells.items())
    ]  # fmt: skip


def credited_months(credits_: Sequence[CreditKnown]) -> list[CareerMonth]:
    """The months of credited periods, days of thirty each."""
    found = []
    for one in credits_:
        source = Source(Origin.CREDIT, str(one.id), one.known_from)
        for month in months_of(Period(month_of(one.starts_on).start, one.ends_on)):
            days = _present(month, Period(one.starts_on, one.ends_on))
            found.append(CareerMonth(month.start, one.scheme, None, "", days, 0, (source,), one.kind))
    return found


def counts_of(months: Sequence[CareerMonth], scheme: Scheme, reading: QuarterReading) -> Counts:
    """The quarters of a scheme. A month has thirty days whatever its employers say; credited days fill what work leaves of it."""
    worked: dict[date, int] = defaultdict(int)
    credited: dict[CreditKind, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for one in months:
        if one.scheme is scheme and one.credited is None:
            worked[one.month] = min(worked[one.month] + one.days, MONTH_DAYS)
    whole = dict(worked)
    for one in months:
        if one.scheme is scheme and one.credited is not None:
            days = min(one.days, MONTH_DAYS - whole.get(one.month, 0))
            whole[one.month] = whole.get(one.month, 0) + days
            credited[one.credited][one.month] += days
    by_kind = {kind: quarters(days, reading) for kind, days in sorted(credited.items())}
    return Counts(quarters(worked, reading), quarters(whole, reading), by_kind)


def overlapping(months: Sequence[CareerMonth], reading: QuarterReading) -> int:
    """The quarters worked in both schemes at once."""
    if len({one.scheme for one in months}) < len(Scheme):
        return 0
    days: dict[Scheme, dict[date, int]] = {scheme: defaultdict(int) for scheme in Scheme}
    for one in months:
        if one.credited is None:
            days[one.scheme][one.month] = min(days[one.scheme][one.month] + one.days, MONTH_DAYS)
    first, second = days[Scheme.CNR], days[Scheme.CASNOS]
    return quarters({month: min(first[month], second[month]) for month in first.keys() & second.keys()}, reading)


def quarters(days: Mapping[date, int], reading: QuarterReading) -> int:
    """How many quarters days by month make, under a reading."""
    if reading is QuarterReading.DAYS_SUMMED:
        return sum(days.values()) // QUARTER_DAYS
    by_quarter: dict[tuple[int, int], int] = defaultdict(int)
    for month, number in days.items():
        by_quarter[month.year, (month.month - 1) // 3] += number
    least = 1 if reading is QuarterReading.QUARTER_TOUCHED else QUARTER_DAYS
    return sum(number >= least for number in by_quarter.values())


def gaps(months: Sequence[CareerMonth]) -> tuple[tuple[date, date], ...]:
    """The stretches of months without a day in any scheme, between the first month and the last."""
    present = sorted({one.month for one in months if one.days or one.amount})
    found = []
    for before, after in pairwise(present):
        if after.day == 1 and after.year * 12 + after.month - before.year * 12 - before.month == 1:
            continue
        first_absent = month_of(before).end
        if first_absent < after:
            found.append((first_absent, after))
    return tuple(found)


def work_span(entered_on: date | None, left_on: date | None) -> Period | None:
    """The days of work a line's dates say; None where it gives none."""
    if entered_on is None and left_on is None:
        return None
    return Period(entered_on or date.min, date.max if left_on is None else add_days(left_on, 1))
