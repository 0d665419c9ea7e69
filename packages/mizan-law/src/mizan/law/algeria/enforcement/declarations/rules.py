"""What a declaration late or missing costs the employer."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.algeria.enforcement.units import OF_CONTRIBUTIONS, DasMonthly
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Factor, Months

SINCE = date(2004, 11, 13)
ARTICLE = "law-83-14.art-16"


@rule(source=ARTICLE, standing=Standing.RECALL, since=SINCE)
def das_late_rate(
    das_penalty_rate: RatePpm, das_penalty_monthly_rate: RatePpm, months_late: Months, das_monthly_base: DasMonthly
) -> Factor:
    """What a late yearly wage declaration costs as a multiplier of the contributions due; it may pass one.

    Each month adds its rate of the penalty, or of the contributions, as the switch says; never of the months before.
    """
    if das_monthly_base == OF_CONTRIBUTIONS:
        return Factor(das_penalty_rate + months_late * das_penalty_monthly_rate)
    return Factor(das_penalty_rate + months_late * das_penalty_monthly_rate * das_penalty_rate // 1_000_000)


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE, rounding=Rounding.HALF_UP)
def das_late_penalty(contribution: Centimes, das_late_rate: Factor) -> Centimes:
    """The penalty for a yearly wage declaration late or missing, on the contributions due for both shares."""
    return ratio_half_up(contribution, das_late_rate, PPM)


@rule(source="law-83-14.art-15", standing=Standing.SECONDARY, since=SINCE)
def dac_missing_penalty(provisional_increase: Centimes) -> Centimes:
    """What a contribution declaration not filed costs: the increase of the provisional assessment that replaces it."""
    return provisional_increase
