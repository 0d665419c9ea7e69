"""What contributions paid late cost, on the whole contribution (both shares)."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Factor, Months

SINCE = date(2004, 11, 13)
ARTICLE = "law-83-14.art-24"


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE)
def late_payment_factor(late_payment_rate: RatePpm, late_payment_monthly_rate: RatePpm, extra_months_late: Months) -> Factor:
    """The first rate and one for each further month, of the contribution, never compounded."""
    return Factor(late_payment_rate + extra_months_late * late_payment_monthly_rate)


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE, rounding=Rounding.HALF_UP)
def late_payment_surcharge(contribution: Centimes, late_payment_factor: Factor) -> Centimes:
    """The surcharge on contributions paid late."""
    return ratio_half_up(contribution, late_payment_factor, PPM)


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE)
def late_payment_total(contribution: Centimes, late_payment_surcharge: Centimes) -> Centimes:
    """The contributions and their surcharge."""
    return Centimes(contribution + late_payment_surcharge)
