"""Which awards an increase reaches."""

from datetime import date

from mizan.law.algeria.revalorisation.units import END_OF_YEAR_N_2, IN_PAYMENT, AwardCutoff
from mizan.law.engine.primitives import day_of, year_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag


@rule(source="law-83-12.art-43", standing=Standing.DERIVED, since=date(2000, 1, 1))
def award_revalued(pension_awarded_on: Day, increase_effective_on: Day, award_cutoff: AwardCutoff) -> Flag:
    """Whether a pension awarded on a day takes part in an increase that takes effect on another (switch `award_cutoff`)."""
    if award_cutoff == IN_PAYMENT:
        return Flag(1 if pension_awarded_on < increase_effective_on else 0)
    years = 1 if award_cutoff == END_OF_YEAR_N_2 else 0
    return Flag(1 if pension_awarded_on < day_of(year_of(increase_effective_on) - years, 1, 1) else 0)
