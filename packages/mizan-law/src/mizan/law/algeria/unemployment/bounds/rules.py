"""The least and the greatest monthly benefit."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count

SINCE = date(1994, 5, 26)


@rule(source="decree-law-94-11", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def unemployment_floor_m(snmg_m: Centimes, benefit_floor_rate: RatePpm) -> Centimes:
    """The least monthly benefit: three quarters of the minimum wage."""
    return rate_half_up(snmg_m, benefit_floor_rate)


@rule(source="decree-law-94-11", standing=Standing.SECONDARY, since=SINCE)
def unemployment_cap_m(snmg_m: Centimes, benefit_cap_wages: Count) -> Centimes:
    """The greatest monthly benefit: three minimum wages."""
    return Centimes(snmg_m * benefit_cap_wages)
