"""What the fund of the self-employed pays: amount earned and minimum, each for its part, and who adds what."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.algeria.retirement.direct_pension.steps import fund_adds, state_adds
from mizan.law.algeria.retirement.units import RETIREMENT_ALLOCATION, RetirementRoute
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count

SINCE = date(1999, 1, 1)


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def self_employed_earned_m(
    career_income_y: Centimes, claim_self_employed_rate: RatePpm, self_employed_part: Count, career_whole: Count
) -> Centimes:
    """The monthly amount earned before the minimum: the yearly amount over twelve, rounded once."""
    return ratio_half_up(career_income_y, claim_self_employed_rate * self_employed_part, 12 * PPM * career_whole)


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def self_employed_least_m(
    self_employed_side_route: RetirementRoute,
    self_employed_minimum_m: Centimes,
    allocation_least_m: Centimes,
    self_employed_part: Count,
    career_whole: Count,
) -> Centimes:
    """The minimum of a pension or of an allocation, for the part the fund pays."""
    least = allocation_least_m if self_employed_side_route == RETIREMENT_ALLOCATION else self_employed_minimum_m
    return ratio_half_up(least, self_employed_part, career_whole)


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def self_employed_least_fund_m(
    self_employed_side_route: RetirementRoute,
    self_employed_minimum_fund_m: Centimes,
    allocation_least_fund_m: Centimes,
    self_employed_part: Count,
    career_whole: Count,
) -> Centimes:
    """The part of that minimum at the charge of the fund."""
    least = allocation_least_fund_m if self_employed_side_route == RETIREMENT_ALLOCATION else self_employed_minimum_fund_m
    return ratio_half_up(least, self_employed_part, career_whole)


@rule(source="decree-85-35", standing=Standing.DERIVED, since=SINCE)
def casnos_fund_adds_m(self_employed_earned_m: Centimes, self_employed_least_m: Centimes, self_employed_least_fund_m: Centimes) -> Centimes:
    """What the fund adds to reach its minimum."""
    return Centimes(fund_adds(self_employed_earned_m, self_employed_least_m, self_employed_least_fund_m))


@rule(source="lfc-2006.art-29", standing=Standing.DERIVED, since=SINCE)
def casnos_state_adds_m(
    self_employed_earned_m: Centimes, self_employed_least_m: Centimes, self_employed_least_fund_m: Centimes
) -> Centimes:
    """What the State adds above it."""
    return Centimes(state_adds(self_employed_earned_m, self_employed_least_m, self_employed_least_fund_m))


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=SINCE)
def self_employed_due_m(self_employed_earned_m: Centimes, casnos_fund_adds_m: Centimes, casnos_state_adds_m: Centimes) -> Centimes:
    """What the fund of the self-employed pays each month, the State's complement included."""
    return Centimes(self_employed_earned_m + casnos_fund_adds_m + casnos_state_adds_m)
