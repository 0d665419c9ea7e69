"""The supplement for the constant help of another person, raised with pensions."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(source="order-2018-05-17", standing=Standing.SECONDARY, since=date(2018, 5, 1), rounding=Rounding.HALF_UP)
def third_person_revalued_m(third_person_supplement_m: Centimes, third_person_increase_rate: RatePpm) -> Centimes:
    """The monthly supplement after the increase. Only the rate of 2018 was found; other days are refused."""
    return Centimes(third_person_supplement_m + rate_half_up(third_person_supplement_m, third_person_increase_rate))
