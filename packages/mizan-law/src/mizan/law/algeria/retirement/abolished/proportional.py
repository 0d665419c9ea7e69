"""The proportional pension: the right at an age, and its amount from the years of effective work."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.retirement.direct_pension.steps import accrued_rate
from mizan.law.algeria.retirement.units import AGE, EFFECTIVE_SERVICE, NONE, RetirementGround
from mizan.law.algeria.units import WOMAN, Sex
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months, Quarters, Years

LAW = date(1983, 7, 2)
OPENED = date(1997, 5, 31)


@rule(source="law-83-12.art-6-bis", standing=Standing.SECONDARY, since=LAW)
def proportional_entitled(age: Years, proportional_from_age: Months) -> Flag:
    """Whether the person has a right to a proportional pension."""
    return Flag(1 if proportional_from_age and age * 12 >= proportional_from_age else 0)


@rule(source="law-83-12.art-6-bis", standing=Standing.SECONDARY, since=OPENED, until=date(2017, 1, 1))
def proportional_ground(
    sex: Sex,
    proportional_entitled: Flag,
    effective_quarters: Quarters,
    proportional_quarters: Quarters,
    proportional_quarters_women: Quarters,
) -> RetirementGround:
    """Why there is no right to a proportional pension."""
    if proportional_entitled:
        return RetirementGround(NONE)
    needed = proportional_quarters_women if sex == WOMAN else proportional_quarters
    return RetirementGround(EFFECTIVE_SERVICE if effective_quarters < needed else AGE)


@rule(source="law-83-12.art-6-bis", standing=Standing.SECONDARY, since=LAW)
def proportional_rate(
    proportional_entitled: Flag,
    effective_quarters: Quarters,
    accrual_rate: RatePpm,
    war_accrual_rate: RatePpm,
    rate_cap: RatePpm,
    rate_cap_moudjahid: RatePpm,
) -> RatePpm:
    """The share of the reference wage: only the years of effective work count."""
    if not proportional_entitled:
        return RatePpm(0)
    return RatePpm(accrued_rate(effective_quarters, 0, 0, accrual_rate, war_accrual_rate, rate_cap, rate_cap_moudjahid))


@rule(source="law-83-12.art-6-bis", standing=Standing.SECONDARY, since=LAW, rounding=Rounding.HALF_UP)
def proportional_raw_m(career_wage_m: Centimes, proportional_rate: RatePpm) -> Centimes:
    """The proportional pension before ceiling and minimum."""
    return rate_half_up(career_wage_m, proportional_rate)


@rule(source="law-83-12.art-6-bis", standing=Standing.SECONDARY, since=date(1999, 1, 1))
def proportional_pension_m(
    proportional_entitled: Flag,
    career_wage_m: Centimes,
    proportional_raw_m: Centimes,
    pension_ceiling_m: Centimes,
    pension_minimum_m: Centimes,
) -> Centimes:
    """The proportional pension in payment; 0 without right, or when no reference wage is given."""
    if not proportional_entitled or career_wage_m == 0:
        return Centimes(0)
    return max(min(proportional_raw_m, pension_ceiling_m), pension_minimum_m)
