"""Days of the year before decree 15-289."""

from mizan.law.algeria.self_employed.base.rules import DECREE, FIRST
from mizan.law.engine.primitives import day_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Year

TEXT = "decree-85-35"


@rule(source=TEXT, standing=Standing.SECONDARY, since=FIRST, until=DECREE)
def casnos_payment_deadline(year: Year) -> Day:
    """The last day to pay the contribution of a year, whatever the activity: 30 April."""
    return Day(day_of(year, 4, 30))


@rule(source=TEXT, standing=Standing.SECONDARY, since=FIRST, until=DECREE)
def casnos_callable_from(year: Year) -> Day:
    """The first day on which the contribution of a year is owed: 1 March."""
    return Day(day_of(year, 3, 1))
