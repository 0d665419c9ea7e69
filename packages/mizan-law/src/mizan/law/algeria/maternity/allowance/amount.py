"""What a maternity leave pays, since the least daily allowance is known."""

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.sickness.floor.rules import KNOWN_SINCE, MONTH_DAYS, allowance_with_floor
from mizan.law.algeria.sickness.units import FloorReading
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Days


@rule(source="law-83-11.art-28", standing=Standing.GAZETTE, since=KNOWN_SINCE, rounding=Rounding.HALF_UP)
def maternity_total(
    maternity_wage_d: Centimes,
    maternity_days: Days,
    maternity_rate: RatePpm,
    daily_allowance_floor: Centimes,
    daily_floor_or_cap: FloorReading,
) -> Centimes:
    """The whole leave, at the whole daily wage."""
    return allowance_with_floor(maternity_wage_d * MONTH_DAYS, maternity_days, maternity_rate, daily_allowance_floor, daily_floor_or_cap)
