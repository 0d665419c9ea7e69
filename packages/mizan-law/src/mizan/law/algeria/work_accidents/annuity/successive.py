"""Several accidents: the annuities together are not below one computed on the whole loss."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.work_accidents.units import TWELVE_MONTHS, SuccessiveBase
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SINCE = date(1983, 7, 2)
MONTHS = 12


@rule(source="law-83-13.art-43", standing=Standing.DERIVED, since=SINCE, rounding=Rounding.HALF_UP)
def successive_floor_y(
    incapacity_of_all_accidents: RatePpm, annuity_wage_floor_y: Centimes, snmg_m: Centimes, successive_accidents_base: SuccessiveBase
) -> Centimes:
    """The annuity of the whole loss on the minimum wage."""
    wage = snmg_m * MONTHS if successive_accidents_base == TWELVE_MONTHS else annuity_wage_floor_y
    return rate_half_up(wage, incapacity_of_all_accidents)


@rule(source="law-83-13.art-43", standing=Standing.GAZETTE, since=SINCE)
def successive_annuities_y(annuities_in_payment_y: Centimes, successive_floor_y: Centimes) -> Centimes:
    """What several accidents pay together in a year."""
    return max(annuities_in_payment_y, successive_floor_y)
