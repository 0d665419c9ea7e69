"""The social insurance contribution of a pensioner: nothing up to the minimum wage, the whole pension at its rate above."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SOURCE = "law-83-11.art-73"
SINCE = date(1983, 7, 2)


@rule(source=SOURCE, standing=Standing.GAZETTE, since=SINCE)
def pension_social_insurance_exempt(gross_pension_m: Centimes, snmg_m: Centimes) -> Flag:
    """Whether a pensioner is exempt: an income that does not exceed the minimum wage."""
    return Flag(1 if gross_pension_m <= snmg_m else 0)


@rule(source=SOURCE, standing=Standing.RECALL, since=SINCE, rounding=Rounding.HALF_UP)
def pension_social_insurance_m(
    gross_pension_m: Centimes, pension_social_insurance_exempt: Flag, pension_social_insurance_rate: RatePpm
) -> Centimes:
    """The social insurance contribution taken from a monthly pension: the whole of it at the rate, unless exempt."""
    return Centimes(0) if pension_social_insurance_exempt else rate_half_up(gross_pension_m, pension_social_insurance_rate)


@rule(source=SOURCE, standing=Standing.DERIVED, since=SINCE)
def pension_taxable_m(gross_pension_m: Centimes, pension_social_insurance_m: Centimes) -> Centimes:
    """The monthly pension that income tax is reckoned on: what is left after social insurance."""
    return Centimes(gross_pension_m - pension_social_insurance_m)
