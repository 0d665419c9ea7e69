"""1 May 2021, decided and paid a year later with the increase of 2022."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.revalorisation.tables.scale import DA, PER_10_000
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(
    source="press-revalorisation-2022",
    standing=Standing.SECONDARY,
    since=date(2021, 5, 1),
    until=date(2021, 5, 2),
    known_from=date(2022, 4, 10),
    published_on=date(2022, 4, 10),
)
def revalorisation_rate(pension_in_payment_m: Centimes) -> RatePpm:
    """The rate of the bracket, on the whole amount."""
    if pension_in_payment_m <= 15_000 * DA:
        return RatePpm(1_000 * PER_10_000)
    if pension_in_payment_m <= 20_000 * DA:
        return RatePpm(500 * PER_10_000)
    if pension_in_payment_m <= 43_000 * DA:
        return RatePpm(300 * PER_10_000)
    return RatePpm(200 * PER_10_000)
