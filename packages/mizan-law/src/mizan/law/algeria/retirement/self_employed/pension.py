"""The self-employed pension: a share of the mean of the ten best yearly incomes, not below the minimum.

No source gives it the ceiling of fifteen minimum wages: the income it is computed on has its own.
"""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.algeria.retirement.direct_pension.steps import fund_adds, state_adds
from mizan.law.algeria.retirement.units import NONE, STATE, RetirementGround, TopUpBearer
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Quarters

DECREE = date(1985, 2, 9)
MINIMUM = date(1996, 7, 6)


@rule(source="decree-85-35", standing=Standing.RECALL, since=DECREE)
def self_employed_rate(counted_quarters: Quarters, self_employed_accrual_rate: RatePpm, self_employed_rate_cap: RatePpm) -> RatePpm:
    """The share of the reference income the career has earned, capped."""
    return RatePpm(min(counted_quarters * self_employed_accrual_rate // 4, self_employed_rate_cap))


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=DECREE, rounding=Rounding.HALF_UP)
def self_employed_raw_m(reference_wage_y: Centimes, self_employed_rate: RatePpm, self_employed_ground: RetirementGround) -> Centimes:
    """The monthly pension before the minimum: the yearly amount over twelve, rounded once; 0 without right."""
    return Centimes(0) if self_employed_ground != NONE else ratio_half_up(reference_wage_y, self_employed_rate, 12 * PPM)


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=MINIMUM)
def self_employed_minimum_m(moudjahid: Flag, casnos_pension_minimum_m: Centimes, moudjahid_minimum_m: Centimes) -> Centimes:
    """The least this person's self-employed pension may be."""
    return max(casnos_pension_minimum_m, moudjahid_minimum_m) if moudjahid else casnos_pension_minimum_m


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=MINIMUM)
def self_employed_minimum_fund_m(
    moudjahid: Flag, self_employed_minimum_m: Centimes, pension_minimum_fund_m: Centimes, moudjahid_top_up_bearer: TopUpBearer
) -> Centimes:
    """The part of that minimum at the charge of the fund (switch `moudjahid_top_up_bearer`)."""
    return self_employed_minimum_m if moudjahid and moudjahid_top_up_bearer != STATE else pension_minimum_fund_m


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=MINIMUM)
def self_employed_pension_m(
    self_employed_raw_m: Centimes, self_employed_minimum_m: Centimes, self_employed_ground: RetirementGround
) -> Centimes:
    """The monthly self-employed pension in payment; 0 without right."""
    return Centimes(0) if self_employed_ground != NONE else max(self_employed_raw_m, self_employed_minimum_m)


@rule(source="decree-85-35", standing=Standing.DERIVED, since=MINIMUM)
def self_employed_fund_adds_m(
    self_employed_raw_m: Centimes,
    self_employed_minimum_m: Centimes,
    self_employed_minimum_fund_m: Centimes,
    self_employed_ground: RetirementGround,
) -> Centimes:
    """What the fund adds to the pension earned."""
    if self_employed_ground != NONE:
        return Centimes(0)
    return Centimes(fund_adds(self_employed_raw_m, self_employed_minimum_m, self_employed_minimum_fund_m))


@rule(source="lfc-2006.art-29", standing=Standing.DERIVED, since=MINIMUM)
def self_employed_state_adds_m(
    self_employed_raw_m: Centimes,
    self_employed_minimum_m: Centimes,
    self_employed_minimum_fund_m: Centimes,
    self_employed_ground: RetirementGround,
) -> Centimes:
    """What the State adds to the fund's minimum."""
    if self_employed_ground != NONE:
        return Centimes(0)
    return Centimes(state_adds(self_employed_raw_m, self_employed_minimum_m, self_employed_minimum_fund_m))
