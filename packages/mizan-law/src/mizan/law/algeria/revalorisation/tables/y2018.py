"""1 May 2018. The order says `less than`: an amount on the edge is in the bracket above."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.revalorisation.tables.scale import DA, PER_10_000
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(
    source="order-2018-05-17",
    standing=Standing.SECONDARY,
    since=date(2018, 5, 1),
    until=date(2018, 5, 2),
    known_from=date(2018, 5, 17),
    published_on=date(2018, 5, 17),
)
def revalorisation_rate(pension_in_payment_m: Centimes) -> RatePpm:
    """The rate of the bracket, on the whole amount."""
    if pension_in_payment_m < 20_000 * DA:
        return RatePpm(500 * PER_10_000)
    if pension_in_payment_m < 40_000 * DA:
        return RatePpm(250 * PER_10_000)
    if pension_in_payment_m < 60_000 * DA:
        return RatePpm(150 * PER_10_000)
    if pension_in_payment_m < 80_000 * DA:
        return RatePpm(100 * PER_10_000)
    return RatePpm(50 * PER_10_000)
