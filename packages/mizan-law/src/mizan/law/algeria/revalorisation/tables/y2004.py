"""1 May 2004, by the year of award: 6 % before 1992, 4 % from 1992 to 2002, nothing later."""

from datetime import date

from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.revalorisation.tables.scale import PER_10_000
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day

OLDER_BEFORE = date(1992, 1, 1).toordinal()
AWARDED_BEFORE = date(2003, 1, 1).toordinal()
"""Only pensions awarded before the end of the second year before take part."""


@rule(
    source="press-revalorisation-2004",
    standing=Standing.SECONDARY,
    since=date(2004, 5, 1),
    until=date(2004, 5, 2),
    known_from=date(2004, 5, 1),
)
def revalorisation_rate(pension_awarded_on: Day) -> RatePpm:
    """The rate by the day of award."""
    if pension_awarded_on < OLDER_BEFORE:
        return RatePpm(600 * PER_10_000)
    return RatePpm(400 * PER_10_000) if pension_awarded_on < AWARDED_BEFORE else RatePpm(0)
