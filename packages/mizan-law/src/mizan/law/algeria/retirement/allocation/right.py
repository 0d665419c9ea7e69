"""The right to an allocation at an age, and its amount before the minimum."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.retirement.allocation.sex import GIVEN_MAN
from mizan.law.algeria.retirement.units import AGE, NONE, PENSION_INSTEAD, SERVICE, GivenSex, RetirementGround
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Quarters, Years

TEXTS_OF_1996 = date(1996, 7, 6)


@rule(source="law-83-12.art-47", standing=Standing.SECONDARY, since=TEXTS_OF_1996)
def allocation_lowest_age(given_sex: GivenSex, allocation_age: Years, allocation_age_women: Years) -> Years:
    """The age of a man's allocation, of a woman's; the lower of the two when the sex is not told."""
    return allocation_age if given_sex == GIVEN_MAN else min(allocation_age, allocation_age_women)


@rule(source="law-83-12.art-47", standing=Standing.SECONDARY, since=TEXTS_OF_1996)
def allocation_ground(
    age: Years,
    allocation_lowest_age: Years,
    allocation_service_met: Flag,
    service_quarters: Quarters,
    pension_service_quarters: Quarters,
) -> RetirementGround:
    """Why there is no allocation."""
    if service_quarters >= pension_service_quarters:
        return RetirementGround(PENSION_INSTEAD)
    if not allocation_service_met:
        return RetirementGround(SERVICE)
    return RetirementGround(NONE if age >= allocation_lowest_age else AGE)


@rule(source="law-83-12.art-47", standing=Standing.SECONDARY, since=TEXTS_OF_1996)
def allocation_rate(counted_quarters: Quarters, accrual_rate: RatePpm) -> RatePpm:
    """The share of the reference wage: that of a pension for the same years."""
    return RatePpm(min(counted_quarters * accrual_rate // 4, 1_000_000))


@rule(source="law-83-12.art-47", standing=Standing.SECONDARY, since=TEXTS_OF_1996, rounding=Rounding.HALF_UP)
def raw_allocation_m(reference_wage_m: Centimes, allocation_rate: RatePpm, allocation_ground: RetirementGround) -> Centimes:
    """The monthly allocation before its minimum, rounded once; 0 without right."""
    return Centimes(0) if allocation_ground != NONE else rate_half_up(reference_wage_m, allocation_rate)


@rule(source="law-83-12.art-47", standing=Standing.SECONDARY, since=TEXTS_OF_1996)
def allocation_m(raw_allocation_m: Centimes, allocation_least_m: Centimes, allocation_ground: RetirementGround) -> Centimes:
    """The monthly allocation in payment; 0 without right."""
    return Centimes(0) if allocation_ground != NONE else max(raw_allocation_m, allocation_least_m)
