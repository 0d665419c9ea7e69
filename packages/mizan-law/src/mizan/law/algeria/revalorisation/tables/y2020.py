"""1 May 2020."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.revalorisation.tables.scale import DA, PER_10_000
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(
    source="press-revalorisation-2020",
    standing=Standing.SECONDARY,
    since=date(2020, 5, 1),
    until=date(2020, 5, 2),
    known_from=date(2020, 5, 1),
)
def revalorisation_rate(pension_in_payment_m: Centimes) -> RatePpm:
    """The rate of the bracket, on the whole amount."""
    if pension_in_payment_m <= 20_000 * DA:
        return RatePpm(700 * PER_10_000)
    if pension_in_payment_m <= 50_000 * DA:
        return RatePpm(400 * PER_10_000)
    if pension_in_payment_m <= 80_000 * DA:
        return RatePpm(300 * PER_10_000)
    return RatePpm(200 * PER_10_000)
