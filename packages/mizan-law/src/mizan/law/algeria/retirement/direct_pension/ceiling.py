"""The ceiling of pensions since 1999: fifteen minimum wages."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, Rounding
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Factor

CEILING = date(1999, 1, 1)


@rule(source="law-83-12.art-17", standing=Standing.SECONDARY, since=CEILING, published_on=date(1999, 3, 22), rounding=Rounding.HALF_UP)
def pension_ceiling_m(snmg_m: Centimes, ceiling_factor: Factor) -> Centimes:
    """The greatest monthly pension."""
    return ratio_half_up(snmg_m, ceiling_factor, PPM)


@rule(source="law-83-12.art-17", standing=Standing.SECONDARY, since=CEILING, published_on=date(1999, 3, 22))
def capped_pension_m(raw_pension_m: Centimes, pension_ceiling_m: Centimes) -> Centimes:
    """The pension within its ceiling."""
    return min(raw_pension_m, pension_ceiling_m)
