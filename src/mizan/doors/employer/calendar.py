"""Which periods an employer has to declare, by when, and which are missing: the law's rhythm laid over what was filed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mizan.funds.contributions.types import FilingKept
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.periods import Period, add_months, month_of, months_of, quarter_of
from mizan.law.algeria.contributions import dac_deadline, das_deadline, periodicity

WINDOW = 24
"""Months looked back; older missing periods have been assessed by the fund."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A period to declare with its deadline; `filing` is the declaration that covers it."""

    period: Period
    due_on: date
    filing: FilingKept | None

    def ended(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.period.end <= today

    def late(self, today: date) -> bool:
        """Whether it is missing after its deadline."""
        return self.filing is None and self.due_on < today


def periods_expected(employer: EmployerKnown, filings: Iterable[FilingKept], today: date) -> tuple[Expected, ...]:
    """The contribution declarations expected up to the present period, oldest first."""
    kept = [filing for filing in filings if filing.form == "DAC"]
    covering = {month.key: filing for filing in reversed(kept) for month in months_of(Period(filing.period_start, filing.period_end))}
    begins = [filing.period_start for filing in kept]
    start = max(employer.opened_on, min([*begins, today]), add_months(today.replace(day=1), -WINDOW))
    quarterly = periodicity(employer.workers_declared, today) == "quarter"
    found: list[Expected] = []
    current = quarter_of(start) if quarterly else month_of(start)
    while current.start <= today and (employer.closed_on is None or current.start < employer.closed_on):
        found.append(Expected(current, dac_deadline(current.last_day), covering.get(month_of(current.start).key)))
        current = quarter_of(current.end) if quarterly else month_of(current.end)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class YearExpected:
    """A yearly declaration to file, with its deadline."""

    year: int
    due_on: date
    filed: bool


def years_expected(employer: EmployerKnown, filings: Iterable[FilingKept], today: date) -> tuple[YearExpected, ...]:
    """The yearly declarations of last year and this year."""
    filed = {filing.period_key for filing in filings if filing.form == "DAS"}
    years = [year for year in (today.year - 1, today.year) if employer.opened_on.year <= year]
    return tuple(YearExpected(year, das_deadline(year), str(year) in filed) for year in years)
