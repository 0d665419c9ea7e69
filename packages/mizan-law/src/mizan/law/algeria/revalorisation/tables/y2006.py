"""1 May 2006: 4 % on recent awards and 8 % on older ones, by a reader's letter; where recent begins is not said."""

from datetime import date

from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.revalorisation.tables.scale import PER_10_000
from mizan.law.engine.primitives import day_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Year


@rule(
    source="press-revalorisation-2006",
    standing=Standing.UNVERIFIED,
    since=date(2006, 5, 1),
    until=date(2006, 5, 2),
    known_from=date(2006, 5, 1),
)
def revalorisation_rate(pension_awarded_on: Day, recent_award_year_2006: Year) -> RatePpm:
    """The rate by the year of award: recent from the year of the switch `recent_award_year_2006` on."""
    if pension_awarded_on < day_of(recent_award_year_2006, 1, 1):
        return RatePpm(800 * PER_10_000)
    return RatePpm(400 * PER_10_000)
