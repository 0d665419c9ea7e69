"""The least allocation as a plain amount, 2009 to 2011. None is known before: allocations under 2,000 DA were paid in 2007."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

FIXED = date(2009, 1, 1)
CONTESTED = date(2012, 1, 1)


@rule(source="decree-09-103", standing=Standing.SECONDARY, since=FIXED, until=CONTESTED)
def allocation_minimum_m(allocation_floor_m: Centimes) -> Centimes:
    """The least monthly retirement allocation: a plain amount."""
    return allocation_floor_m


@rule(source="decree-09-103", standing=Standing.SECONDARY, since=FIXED, until=date(2023, 1, 1))
def allocation_minimum_fund_m() -> Centimes:
    """The part of the least allocation at the charge of the fund: none, the State paid the supplements of 2009 and 2012."""
    return Centimes(0)
