"""Days and periods; a period holds its first day and excludes its end."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from mizan.kernel.refusals import refused


class Period(NamedTuple):
    """A half-open stretch of days: `start` belongs to it, `end` does not."""

    start: date
    end: date

    @property
    def last_day(self) -> date:
        """The last day of the period (the day before `end`)."""
        return self.end - timedelta(days=1)

    @property
    def key(self) -> str:
        """Short name: "2026-10" for a month, "2026-Q3" for a quarter, "2026" for a year, else "2026-10-01/2026-10-15" (end excluded)."""
        start, end = self
        months = (end.year - start.year) * 12 + end.month - start.month if start.day == end.day == 1 else 0
        if months == 1:
            return f"{start.year:04d}-{start.month:02d}"
        if months == 3 and start.month % 3 == 1:
            return f"{start.year:04d}-Q{(start.month + 2) // 3}"
        if months == 12 and start.month == 1:
            return f"{start.year:04d}"
        return f"{start.isoformat()}/{end.isoformat()}"

    def has(self, day: date) -> bool:
        """Whether `day` is in the period."""
        return self.start <= day < self.end


_KEY = re.compile(r"(?P<y>[0-9]{4})(?:-(?P<m>0[1-9]|1[0-2])|-Q(?P<q>[1-4]))?", re.ASCII)
_LAST_YEAR = date.max.year - 1


def add_days(day: date, days: int) -> date:
    """The day `days` later (earlier if negative)."""
    return day + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later; the last day of that month when it is shorter."""
    years, index = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, index + 1, 1)
    return first.replace(day=min(day.day, month(first.year, first.month).last_day.day))


def month(year: int, number: int) -> Period:
    """The calendar month `number` (1 to 12) of `year`."""
    start = date(year, number, 1)
    return Period(start, date(year + number // 12, number % 12 + 1, 1))


def quarter(year: int, number: int) -> Period:
    """The calendar quarter `number` (1 to 4) of `year`."""
    if not 1 <= number <= 4:
        raise ValueError("a quarter is 1 to 4")
    return Period(date(year, 3 * number - 2, 1), month(year, 3 * number).end)


def year(number: int) -> Period:
    """The calendar year."""
    return Period(date(number, 1, 1), date(number + 1, 1, 1))


def month_of(day: date) -> Period:
    """The month that holds `day`."""
    return month(day.year, day.month)


def quarter_of(day: date) -> Period:
    """The quarter that holds `day`."""
    return quarter(day.year, (day.month + 2) // 3)


def parse_period(key: str) -> Period:
    """The period of a key "2026-10", "2026-Q3" or "2026". Raises `Refused` with `period_unreadable`."""
    match = _KEY.fullmatch(key)
    if match is None or not 1 <= int(match["y"]) <= _LAST_YEAR:
        raise refused("period_unreadable", "period", text=key[:40])
    if match["m"]:
        return month(int(match["y"]), int(match["m"]))
    if match["q"]:
        return quarter(int(match["y"]), int(match["q"]))
    return year(int(match["y"]))


def months_of(period: Period) -> tuple[Period, ...]:
    """The calendar months that begin in the period, in order (the three of a quarter, the twelve of a year)."""
    months = []
    current = month_of(period.start)
    while current.start < period.end:
        months.append(current)
        current = month_of(current.end)
    return tuple(months)


def previous(period: Period) -> Period:
    """The month before a month, the quarter before a quarter, the year before a year. Raises ValueError for another stretch."""
    day_before = add_days(period.start, -1)
    for kind in (month_of, quarter_of, lambda day: year(day.year)):
        if period == kind(period.start):
            return kind(day_before)
    raise ValueError("only a month, a quarter or a year has a previous one")
