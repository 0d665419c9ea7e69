"""What the fund of salaried workers pays: amount earned, ceiling and minimum, each for its part, and who adds what."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.algeria.retirement.anticipated.steps import anticipated_amount
from mizan.law.algeria.retirement.direct_pension.steps import fund_adds, state_adds
from mizan.law.algeria.retirement.units import ANTICIPATED, RETIREMENT_ALLOCATION, RetirementRoute
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Years

SINCE = date(1999, 1, 1)


@rule(source="law-83-12", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def salaried_raw_m(
    salaried_side_route: RetirementRoute,
    career_reference_m: Centimes,
    claim_rate: RatePpm,
    salaried_part: Count,
    career_whole: Count,
    claim_anticipation_years: Years,
    anticipation_reduction: RatePpm,
) -> Centimes:
    """The monthly amount earned before ceiling and minimum, rounded once; an early pension is reduced by the year."""
    if salaried_side_route == ANTICIPATED:
        return Centimes(anticipated_amount(career_reference_m, claim_rate, claim_anticipation_years, anticipation_reduction))
    return ratio_half_up(career_reference_m, claim_rate * salaried_part, PPM * career_whole)


@rule(source="law-83-12.art-17", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def salaried_ceiling_m(pension_ceiling_m: Centimes, salaried_part: Count, career_whole: Count) -> Centimes:
    """The ceiling, for the part the fund pays."""
    return ratio_half_up(pension_ceiling_m, salaried_part, career_whole)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def salaried_least_m(
    salaried_side_route: RetirementRoute,
    award_minimum_m: Centimes,
    allocation_least_m: Centimes,
    salaried_part: Count,
    career_whole: Count,
) -> Centimes:
    """The minimum of a pension or of an allocation, for the part the fund pays."""
    least = allocation_least_m if salaried_side_route == RETIREMENT_ALLOCATION else award_minimum_m
    return ratio_half_up(least, salaried_part, career_whole)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def salaried_least_fund_m(
    salaried_side_route: RetirementRoute,
    award_minimum_fund_m: Centimes,
    allocation_least_fund_m: Centimes,
    salaried_part: Count,
    career_whole: Count,
) -> Centimes:
    """The part of that minimum at the charge of the fund."""
    least = allocation_least_fund_m if salaried_side_route == RETIREMENT_ALLOCATION else award_minimum_fund_m
    return ratio_half_up(least, salaried_part, career_whole)


@rule(source="law-83-12.art-17", standing=Standing.SECONDARY, since=SINCE)
def salaried_earned_m(salaried_raw_m: Centimes, salaried_ceiling_m: Centimes) -> Centimes:
    """The amount earned, within the ceiling."""
    return min(salaried_raw_m, salaried_ceiling_m)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE)
def salaried_fund_adds_m(salaried_earned_m: Centimes, salaried_least_m: Centimes, salaried_least_fund_m: Centimes) -> Centimes:
    """What the fund adds to reach its minimum."""
    return Centimes(fund_adds(salaried_earned_m, salaried_least_m, salaried_least_fund_m))


@rule(source="lfc-2006.art-29", standing=Standing.SECONDARY, since=SINCE)
def salaried_state_adds_m(salaried_earned_m: Centimes, salaried_least_m: Centimes, salaried_least_fund_m: Centimes) -> Centimes:
    """What the State adds above it."""
    return Centimes(state_adds(salaried_earned_m, salaried_least_m, salaried_least_fund_m))


@rule(source="law-83-12", standing=Standing.SECONDARY, since=SINCE)
def salaried_due_m(salaried_earned_m: Centimes, salaried_fund_adds_m: Centimes, salaried_state_adds_m: Centimes) -> Centimes:
    """What the fund of salaried workers pays each month, the State's complement included."""
    return Centimes(salaried_earned_m + salaried_fund_adds_m + salaried_state_adds_m)
