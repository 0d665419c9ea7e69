"""The arithmetic of a month of benefit: four equal periods, a month that straddles two is pro-rated."""

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM
from mizan.law.engine.helpers import helper
from mizan.law.engine.primitives import ratio_half_up

PERIODS = 4


@helper
def quarters_within(month: int, months: int, period: int) -> int:
    """How many quarters of a month, counted from 1, lie in a period of a fourth of all months."""
    begins = max((month - 1) * PERIODS, months * (period - 1))
    return max(min(month * PERIODS, months * period) - begins, 0)


@helper
def benefit_of_month(wages: int, month: int, months: int, r1: int, r2: int, r3: int, r4: int, floor: int, cap: int) -> Centimes:
    """The benefit of a month, from twice the reference wage: rounded once half up, then within its bounds."""
    first = quarters_within(month, months, 1) * r1 + quarters_within(month, months, 2) * r2
    last = quarters_within(month, months, 3) * r3 + quarters_within(month, months, 4) * r4
    earned = ratio_half_up(wages, first + last, 2 * PERIODS * PPM)
    return Centimes(min(max(earned, floor), cap))
