"""The least pension of a moudjahid, and the least invalidity pension.

Until 1996 the latter was 2,300 hours of the minimum wage a year (article 41); no hourly wage of those years is known.
"""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up, ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Factor

TEXTS_OF_1996 = date(1996, 7, 6)


@rule(source="ordinance-96-18", standing=Standing.SECONDARY, since=TEXTS_OF_1996, rounding=Rounding.HALF_UP)
def moudjahid_minimum_m(snmg_m: Centimes, moudjahid_minimum_factor: Factor) -> Centimes:
    """The least monthly retirement pension of a moudjahid: two and a half minimum wages."""
    return ratio_half_up(snmg_m, moudjahid_minimum_factor, PPM)


@rule(source="law-83-11.art-41", standing=Standing.SECONDARY, since=TEXTS_OF_1996, rounding=Rounding.HALF_UP)
def invalidity_minimum_m(snmg_m: Centimes, invalidity_minimum_rate: RatePpm) -> Centimes:
    """The least monthly invalidity pension: a share of the minimum wage."""
    return rate_half_up(snmg_m, invalidity_minimum_rate)
