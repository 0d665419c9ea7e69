"""The minimum of the allocation applied to a right since 2009."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.retirement.direct_pension.steps import fund_adds, state_adds
from mizan.law.algeria.retirement.units import NONE, RetirementGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SINCE = date(2009, 1, 1)


@rule(source="law-83-12.art-47", standing=Standing.SECONDARY, since=SINCE)
def allocation_least_m(allocation_minimum_m: Centimes) -> Centimes:
    """The least allocation applied: the minimum of the day."""
    return allocation_minimum_m


@rule(source="law-83-12.art-47", standing=Standing.SECONDARY, since=SINCE)
def allocation_least_fund_m(allocation_minimum_fund_m: Centimes) -> Centimes:
    """The part of that minimum at the charge of the fund."""
    return allocation_minimum_fund_m


@rule(source="law-83-12.art-47", standing=Standing.DERIVED, since=SINCE)
def allocation_fund_adds_m(
    raw_allocation_m: Centimes, allocation_least_m: Centimes, allocation_least_fund_m: Centimes, allocation_ground: RetirementGround
) -> Centimes:
    """What the fund adds to the allocation earned."""
    return Centimes(0) if allocation_ground != NONE else Centimes(fund_adds(raw_allocation_m, allocation_least_m, allocation_least_fund_m))


@rule(source="decree-09-103", standing=Standing.SECONDARY, since=SINCE)
def allocation_state_adds_m(
    raw_allocation_m: Centimes, allocation_least_m: Centimes, allocation_least_fund_m: Centimes, allocation_ground: RetirementGround
) -> Centimes:
    """What the State adds to the allocation earned."""
    return Centimes(0) if allocation_ground != NONE else Centimes(state_adds(raw_allocation_m, allocation_least_m, allocation_least_fund_m))
