"""The spouse supplement since the order of 18 December 1999: one amount for earlier pensioners, another for those retired since."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.primitives import day_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag

ORDER_OF_1999 = date(2000, 1, 1)


@rule(source="arrete-1999-12-18", standing=Standing.SECONDARY, since=ORDER_OF_1999, until=date(2012, 11, 1))
def spouse_supplement_m(
    retired_on: Day, spouse_has_income: Flag, spouse_supplement_old_m: Centimes, spouse_supplement_new_m: Centimes
) -> Centimes:
    """The monthly supplement for a dependent spouse: one a pensioner, whatever the number of spouses."""
    if spouse_has_income:
        return Centimes(0)
    return spouse_supplement_new_m if retired_on >= day_of(2000, 1, 1) else spouse_supplement_old_m
