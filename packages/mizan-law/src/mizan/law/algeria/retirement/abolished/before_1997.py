"""Before ordinance 97-13: no retirement before the legal age but the early retirement of 1994."""

from datetime import date

from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months

SINCE = date(1983, 7, 2)
UNTIL = date(1997, 5, 31)


@rule(source="ordinance-97-13", standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def without_age_open() -> Flag:
    """Whether retirement without age condition is open: not yet."""
    return Flag(0)


@rule(source="ordinance-97-13", standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def proportional_from_age() -> Months:
    """The age in months of proportional retirement; 0: not open."""
    return Months(0)


@rule(source="law-16-15", standing=Standing.SECONDARY, since=SINCE, until=date(2017, 1, 1))
def transitional_from_age() -> Months:
    """The age in months of transitional retirement; 0: not open."""
    return Months(0)
