"""The pension in payment, and who adds what to reach the minimum."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.retirement.direct_pension.steps import fund_adds, state_adds
from mizan.law.algeria.retirement.units import NONE, RetirementGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

MINIMUM = date(1994, 4, 11)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=MINIMUM)
def pension_m(capped_pension_m: Centimes, award_minimum_m: Centimes, direct_pension_ground: RetirementGround) -> Centimes:
    """The monthly pension in payment: within its ceiling, not below the minimum; 0 without right."""
    return Centimes(0) if direct_pension_ground != NONE else max(capped_pension_m, award_minimum_m)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=MINIMUM)
def pension_fund_adds_m(
    capped_pension_m: Centimes, award_minimum_m: Centimes, award_minimum_fund_m: Centimes, direct_pension_ground: RetirementGround
) -> Centimes:
    """What the fund adds to the pension earned."""
    return Centimes(0) if direct_pension_ground != NONE else Centimes(fund_adds(capped_pension_m, award_minimum_m, award_minimum_fund_m))


@rule(source="lfc-2006.art-29", standing=Standing.SECONDARY, since=MINIMUM)
def pension_state_adds_m(
    capped_pension_m: Centimes, award_minimum_m: Centimes, award_minimum_fund_m: Centimes, direct_pension_ground: RetirementGround
) -> Centimes:
    """What the State adds to the fund's minimum."""
    return Centimes(0) if direct_pension_ground != NONE else Centimes(state_adds(capped_pension_m, award_minimum_m, award_minimum_fund_m))
