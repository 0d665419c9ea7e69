"""By when an employer declares: contributions each month or quarter, wages each year, a worker's affiliation."""

from datetime import date

from mizan.law.algeria.units import MONTHLY, PRACTICE, QUARTERLY, DasReading, Rhythm
from mizan.law.engine.primitives import day_of, last_of_month, month_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Day, Days, Flag, Year

SINCE = date(2004, 11, 13)
"""Day of the gazette of law 04-17, in whose wording these articles are known."""


@rule(source="law-83-14.art-21", standing=Standing.RECALL, since=SINCE)
def declaration_rhythm(workers: Count, monthly_from_workers: Count) -> Rhythm:
    """How often contributions are declared and paid: each month from ten workers, each quarter below."""
    return Rhythm(MONTHLY) if workers >= monthly_from_workers else Rhythm(QUARTERLY)


@rule(source="law-83-14.art-21", standing=Standing.RECALL, since=SINCE)
def contribution_deadline(period_last_day: Day, dac_delay_days: Days) -> Day:
    """The last day to declare and pay the contributions of a period."""
    return Day(period_last_day + dac_delay_days)


@rule(source="law-83-14.art-14", standing=Standing.SECONDARY, since=SINCE)
def wage_declaration_deadline(year: Year, das_reading: DasReading, das_strict_days: Days) -> Day:
    """The last day to file the yearly declaration of wages: thirty days after the year, which the fund reads as 31 January."""
    if das_reading == PRACTICE:
        return Day(day_of(year + 1, 1, 31))
    return Day(day_of(year, 12, 31) + das_strict_days)


@rule(source="law-83-14.art-10", standing=Standing.SECONDARY, since=SINCE)
def affiliation_deadline(hired_on: Day, affiliation_days: Days) -> Day:
    """The last day to ask for the affiliation of a worker."""
    return Day(hired_on + affiliation_days)


@rule(source="law-83-14.art-21", standing=Standing.DERIVED, since=SINCE)
def period_in_order(period_last_day: Day, declaration_rhythm: Rhythm) -> Flag:
    """Whether a period ends as one can: on the last day of a month, of a quarter where contributions are declared each quarter."""
    ends_a_month = period_last_day == last_of_month(period_last_day)
    if declaration_rhythm == QUARTERLY:
        return Flag(1) if ends_a_month and month_of(period_last_day) % 3 == 0 else Flag(0)
    return Flag(1) if ends_a_month else Flag(0)
