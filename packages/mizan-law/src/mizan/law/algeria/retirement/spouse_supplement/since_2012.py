"""The spouse supplement today: 2,400 or 2,500 DA by the sources."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.retirement.units import AMOUNT_2500, SpouseAmount
from mizan.law.engine.primitives import day_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag

OTHER_READING = 250_000


@rule(source="arrete-1999-12-18", standing=Standing.SECONDARY, since=date(2012, 11, 1))
def spouse_supplement_m(
    retired_on: Day,
    spouse_has_income: Flag,
    spouse_supplement_old_m: Centimes,
    spouse_supplement_new_m: Centimes,
    spouse_amount_today: SpouseAmount,
) -> Centimes:
    """The monthly supplement for a dependent spouse: one a pensioner, whatever the number of spouses."""
    if spouse_has_income:
        return Centimes(0)
    if retired_on < day_of(2000, 1, 1):
        return spouse_supplement_old_m
    return Centimes(OTHER_READING) if spouse_amount_today == AMOUNT_2500 else spouse_supplement_new_m
