"""The least allocation, 2012 to 2022: sources differ on whether the rise of pensions to 15,000 DA reached it."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.retirement.units import RAISED_15000, AllocationFloor
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(source="press-retirement-2012", standing=Standing.UNVERIFIED, since=date(2012, 1, 1), until=date(2023, 1, 1))
def allocation_minimum_m(allocation_floor_m: Centimes, pension_guarantee_m: Centimes, allocation_floor_2012: AllocationFloor) -> Centimes:
    """The least monthly retirement allocation: the amount of 2009, or that of pensions (switch `allocation_floor_2012`)."""
    return pension_guarantee_m if allocation_floor_2012 == RAISED_15000 else allocation_floor_m
