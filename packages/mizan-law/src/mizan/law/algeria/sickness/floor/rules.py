"""The least daily allowance at the full rate, and how it meets the thirtieth of the wage."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.algeria.sickness.units import FLOOR
from mizan.law.engine.helpers import helper
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Hours

KNOWN_SINCE = date(2006, 10, 1)
"""The hourly minimum wage is known since 2004, the worker's contribution that makes it net since this day."""
MONTH_DAYS = 30


@helper
def allowance_of(wage_30d: int, days: int, rate: int) -> Centimes:
    """Days at a rate of the thirtieth of the wage of thirty days, rounded once half up."""
    return ratio_half_up(wage_30d, days * rate, MONTH_DAYS * PPM)


@helper
def allowance_with_floor(wage_30d: int, days: int, rate: int, floor_d: int, reading: int) -> Centimes:
    """The same, raised to the least daily allowance where it is paid at the full rate and that reading was chosen."""
    if reading == FLOOR and rate == PPM and wage_30d < floor_d * MONTH_DAYS:
        return Centimes(floor_d * days)
    return allowance_of(wage_30d, days, rate)


@rule(source="law-83-11.art-22", standing=Standing.DERIVED, since=KNOWN_SINCE, rounding=Rounding.HALF_UP)
def daily_allowance_floor(snmg_h: Centimes, worker_rate: RatePpm, daily_floor_hours: Hours) -> Centimes:
    """Eight hours of the net minimum wage.

    Departs: net is taken as after the worker's contribution only, since the minimum wage bears no tax.
    """
    return ratio_half_up(snmg_h * daily_floor_hours, PPM - worker_rate, PPM)
