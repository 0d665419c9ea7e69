"""Law 16-15: article 6 bis is repealed; article 61 bis keeps 32 years of work open for two years, at 58 then 59."""

from datetime import date

from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months, Quarters, Years

SINCE = date(2017, 1, 1)


@rule(source="law-16-15", standing=Standing.SECONDARY, since=SINCE, published_on=date(2016, 12, 31))
def without_age_open() -> Flag:
    """Whether retirement without age condition is open: no longer."""
    return Flag(0)


@rule(source="law-16-15", standing=Standing.SECONDARY, since=SINCE, published_on=date(2016, 12, 31))
def proportional_from_age() -> Months:
    """The age in months of proportional retirement; 0: not open."""
    return Months(0)


@rule(
    source="law-83-12.art-61-bis",
    standing=Standing.SECONDARY,
    since=SINCE,
    until=date(2019, 1, 1),
    published_on=date(2016, 12, 31),
)
def transitional_from_age(effective_quarters: Quarters, without_age_quarters: Quarters, transitional_age: Years) -> Months:
    """The age in months from which 32 years of work open transitional retirement; 0: not open."""
    return Months(transitional_age * 12 if effective_quarters >= without_age_quarters else 0)
