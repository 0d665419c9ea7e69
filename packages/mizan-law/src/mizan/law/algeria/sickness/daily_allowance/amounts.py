"""What the days of a stop pay, since the least daily allowance is known."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.sickness.floor.rules import KNOWN_SINCE, allowance_with_floor
from mizan.law.algeria.sickness.units import FloorReading
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Days


@rule(source="law-83-11.art-14–16", standing=Standing.GAZETTE, since=KNOWN_SINCE, rounding=Rounding.HALF_UP)
def sick_first_amount(
    net_wage_30d: Centimes,
    sick_first_days: Days,
    sick_first_rate: RatePpm,
    daily_allowance_floor: Centimes,
    daily_floor_or_cap: FloorReading,
) -> Centimes:
    """The first fifteen days."""
    return allowance_with_floor(net_wage_30d, sick_first_days, sick_first_rate, daily_allowance_floor, daily_floor_or_cap)


@rule(source="law-83-11.art-14–16", standing=Standing.GAZETTE, since=KNOWN_SINCE, rounding=Rounding.HALF_UP)
def sick_later_amount(
    net_wage_30d: Centimes,
    sick_later_days: Days,
    sick_full_rate: RatePpm,
    daily_allowance_floor: Centimes,
    daily_floor_or_cap: FloorReading,
) -> Centimes:
    """The days from the sixteenth on."""
    return allowance_with_floor(net_wage_30d, sick_later_days, sick_full_rate, daily_allowance_floor, daily_floor_or_cap)


@rule(source="law-83-11.art-14–16", standing=Standing.GAZETTE, since=date(1983, 7, 2))
def sick_total(sick_first_amount: Centimes, sick_later_amount: Centimes) -> Centimes:
    """The whole stop: its two parts as they are paid."""
    return Centimes(sick_first_amount + sick_later_amount)
