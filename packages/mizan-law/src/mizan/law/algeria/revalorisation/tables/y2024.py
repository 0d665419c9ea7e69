"""1 May 2024."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.revalorisation.tables.scale import DA, PER_10_000
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(
    source="order-2024-05-14",
    standing=Standing.SECONDARY,
    since=date(2024, 5, 1),
    until=date(2024, 5, 2),
    known_from=date(2024, 5, 14),
    published_on=date(2024, 5, 14),
)
def revalorisation_rate(pension_in_payment_m: Centimes) -> RatePpm:
    """The rate of the bracket, on the whole amount."""
    if pension_in_payment_m <= 15_000 * DA:
        return RatePpm(1_500 * PER_10_000)
    if pension_in_payment_m <= 25_000 * DA:
        return RatePpm(1_300 * PER_10_000)
    if pension_in_payment_m <= 35_000 * DA:
        return RatePpm(1_200 * PER_10_000)
    if pension_in_payment_m <= 42_500 * DA:
        return RatePpm(1_100 * PER_10_000)
    if pension_in_payment_m <= 70_000 * DA:
        return RatePpm(1_075 * PER_10_000)
    if pension_in_payment_m <= 100_000 * DA:
        return RatePpm(1_050 * PER_10_000)
    if pension_in_payment_m <= 150_000 * DA:
        return RatePpm(1_025 * PER_10_000)
    return RatePpm(1_000 * PER_10_000)
