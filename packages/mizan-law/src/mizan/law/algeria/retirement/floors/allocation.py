"""The least allocation since 2023: a share of the minimum wage."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SHARE_OF_WAGE = date(2023, 1, 1)


@rule(source="law-2023-floors", standing=Standing.SECONDARY, since=SHARE_OF_WAGE, rounding=Rounding.HALF_UP)
def allocation_minimum_m(snmg_m: Centimes, allocation_minimum_rate: RatePpm) -> Centimes:
    """The least monthly retirement allocation: a share of the minimum wage."""
    return rate_half_up(snmg_m, allocation_minimum_rate)


@rule(source="law-2023-floors", standing=Standing.DERIVED, since=SHARE_OF_WAGE)
def allocation_minimum_fund_m(allocation_minimum_m: Centimes) -> Centimes:
    """The part of the least allocation at the charge of the fund: all of it, since it stands in the retirement law itself."""
    return allocation_minimum_m
