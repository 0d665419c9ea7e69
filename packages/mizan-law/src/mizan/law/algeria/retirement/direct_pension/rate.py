"""The rate of a pension and its amount before ceiling and minimum."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.retirement.direct_pension.steps import accrued_rate
from mizan.law.algeria.retirement.units import COUNTED_AS_FIFTEEN, NONE, SERVICE, IncapacityReading, RetirementGround
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Quarters, Years

LAW = date(1983, 7, 2)


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=LAW)
def direct_pension_ground(
    service_quarters: Quarters, pension_service_quarters: Quarters, total_incapacity: Flag, incapacity_reading: IncapacityReading
) -> RetirementGround:
    """Why there is no pension to compute: less than fifteen years, unless the person can no longer work."""
    if total_incapacity and incapacity_reading == COUNTED_AS_FIFTEEN:
        return RetirementGround(NONE)
    return RetirementGround(NONE if service_quarters >= pension_service_quarters else SERVICE)


@rule(source="law-83-12", standing=Standing.SECONDARY, since=LAW)
def pension_rate(
    counted_quarters: Quarters,
    moudjahid: Flag,
    war_years: Years,
    accrual_rate: RatePpm,
    war_accrual_rate: RatePpm,
    rate_cap: RatePpm,
    rate_cap_moudjahid: RatePpm,
) -> RatePpm:
    """The share of the reference wage the career has earned, capped; a moudjahid's war years count double, at their own rate."""
    return RatePpm(accrued_rate(counted_quarters, moudjahid, war_years, accrual_rate, war_accrual_rate, rate_cap, rate_cap_moudjahid))


@rule(source="law-83-12", standing=Standing.SECONDARY, since=LAW, rounding=Rounding.HALF_UP)
def raw_pension_m(reference_wage_m: Centimes, pension_rate: RatePpm, direct_pension_ground: RetirementGround) -> Centimes:
    """The monthly pension before ceiling and minimum, rounded once."""
    return Centimes(0) if direct_pension_ground != NONE else rate_half_up(reference_wage_m, pension_rate)
