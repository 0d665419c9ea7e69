"""The proportional pension before the ceiling of 1999."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag


@rule(source="law-83-12.art-6-bis", standing=Standing.DERIVED, since=date(1994, 4, 11), until=date(1999, 1, 1))
def proportional_pension_m(
    proportional_entitled: Flag, career_wage_m: Centimes, proportional_raw_m: Centimes, pension_minimum_m: Centimes
) -> Centimes:
    """The proportional pension in payment; 0 without right, or when no reference wage is given."""
    if not proportional_entitled or career_wage_m == 0:
        return Centimes(0)
    return max(proportional_raw_m, pension_minimum_m)
