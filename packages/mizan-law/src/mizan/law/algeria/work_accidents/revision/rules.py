"""When an annuity begins, and from when its rate may be looked at again."""

from datetime import date

from mizan.law.engine.primitives import add_months
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag, Months, Years

SINCE = date(1983, 7, 2)
YEAR_MONTHS = 12


@rule(source="law-83-13.art-48", standing=Standing.GAZETTE, since=SINCE)
def annuity_begins_on(consolidated_on: Day) -> Day:
    """The first day of the annuity: the day after the lesion is consolidated."""
    return Day(consolidated_on + 1)


@rule(source="law-83-13.art-59", standing=Standing.GAZETTE, since=SINCE)
def annuity_revision_from(
    annuity_begins_on: Day,
    rate_last_fixed_on: Day,
    revision_close_years: Years,
    revision_close_months: Months,
    revision_far_months: Months,
) -> Day:
    """The first day of the next revision: three months after the last in the first two years, a year after it later on.

    Departs: the two years are counted from the first day of the annuity.
    """
    close = rate_last_fixed_on < add_months(annuity_begins_on, revision_close_years * YEAR_MONTHS)
    return Day(add_months(rate_last_fixed_on, revision_close_months if close else revision_far_months))


@rule(source="law-83-13.art-59", standing=Standing.DERIVED, since=SINCE)
def fixed_after_consolidation(consolidated_on: Day, rate_last_fixed_on: Day) -> Flag:
    """A rate is not fixed before the lesion is consolidated."""
    return Flag(1 if rate_last_fixed_on >= consolidated_on else 0)
