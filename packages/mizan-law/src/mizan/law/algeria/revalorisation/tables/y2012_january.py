"""1 January 2012, an exceptional increase by the State: first to 15,000 DA, then by brackets."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.retirement.units import RAISED_15000, AllocationFloor
from mizan.law.algeria.revalorisation.tables.scale import DA, PER_10_000
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SOURCE = "press-revalorisation-2012"
SINCE = date(2012, 1, 1)
UNTIL = date(2012, 1, 2)
FIRST_RAISED_TO = 15_000 * DA


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, until=UNTIL, known_from=SINCE)
def revalorisation_rate(pension_in_payment_m: Centimes) -> RatePpm:
    """The rate of the bracket, on the whole amount; a pension raised to 15,000 DA first has that of 15,000 DA."""
    if pension_in_payment_m <= 15_000 * DA:
        return RatePpm(3_000 * PER_10_000)
    if pension_in_payment_m < 20_000 * DA:
        return RatePpm(2_800 * PER_10_000)
    if pension_in_payment_m < 25_000 * DA:
        return RatePpm(2_600 * PER_10_000)
    if pension_in_payment_m < 30_000 * DA:
        return RatePpm(2_400 * PER_10_000)
    if pension_in_payment_m < 35_000 * DA:
        return RatePpm(2_200 * PER_10_000)
    if pension_in_payment_m < 40_000 * DA:
        return RatePpm(2_000 * PER_10_000)
    return RatePpm(1_500 * PER_10_000)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, until=UNTIL, known_from=SINCE)
def revalorisation_base_m(pension_in_payment_m: Centimes) -> Centimes:
    """The amount the rate applies to: a pension is raised to 15,000 DA first."""
    return max(pension_in_payment_m, Centimes(FIRST_RAISED_TO)) if pension_in_payment_m > 0 else pension_in_payment_m


@rule(source=SOURCE, standing=Standing.UNVERIFIED, since=SINCE, until=UNTIL, known_from=SINCE)
def revalorisation_base_allocation_m(pension_in_payment_m: Centimes, allocation_floor_2012: AllocationFloor) -> Centimes:
    """The amount the rate applies to for an allocation; sources differ on whether it was raised first (`allocation_floor_2012`)."""
    if pension_in_payment_m > 0 and allocation_floor_2012 == RAISED_15000:
        return max(pension_in_payment_m, Centimes(FIRST_RAISED_TO))
    return pension_in_payment_m
