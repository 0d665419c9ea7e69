"""What a self-employed person's contributions paid late cost: article 24, unless the rate quoted for them is taken."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.algeria.enforcement.units import GENERAL, SEVEN_THEN_MONTHLY, CasnosSurcharge
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Factor, Months

SINCE = date(2011, 4, 1)
ARTICLE = "law-83-14.art-24"


@rule(source=ARTICLE, standing=Standing.UNVERIFIED, since=SINCE)
def casnos_late_factor(
    late_payment_factor: Factor,
    late_payment_monthly_rate: RatePpm,
    extra_months_late: Months,
    casnos_surcharge: CasnosSurcharge,
    casnos_quoted_rate: RatePpm,
) -> Factor:
    """The general multiplier, or by the switch the rate quoted for them: as the first rate, or for each year begun.

    Known only from April 2011, when another rate was first quoted; before, nothing says that the general one was not theirs too.
    """
    if casnos_surcharge == GENERAL:
        return late_payment_factor
    if casnos_surcharge == SEVEN_THEN_MONTHLY:
        return Factor(casnos_quoted_rate + extra_months_late * late_payment_monthly_rate)
    return Factor((extra_months_late + 12) // 12 * casnos_quoted_rate)


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE, rounding=Rounding.HALF_UP)
def casnos_late_surcharge(contribution: Centimes, casnos_late_factor: Factor) -> Centimes:
    """The surcharge on a self-employed person's contributions paid late."""
    return ratio_half_up(contribution, casnos_late_factor, PPM)


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE)
def casnos_late_total(contribution: Centimes, casnos_late_surcharge: Centimes) -> Centimes:
    """The contributions and their surcharge."""
    return Centimes(contribution + casnos_late_surcharge)
