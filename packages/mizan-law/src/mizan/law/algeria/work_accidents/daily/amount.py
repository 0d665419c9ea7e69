"""What a temporary incapacity pays, since the least daily allowance is known."""

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.sickness.floor.rules import KNOWN_SINCE, allowance_with_floor
from mizan.law.algeria.sickness.units import FloorReading
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Days


@rule(source="law-83-13.art-36–37", standing=Standing.GAZETTE, since=KNOWN_SINCE, rounding=Rounding.HALF_UP)
def accident_daily_total(
    accident_wage_30d: Centimes,
    accident_days: Days,
    accident_daily_rate: RatePpm,
    daily_allowance_floor: Centimes,
    daily_floor_or_cap: FloorReading,
) -> Centimes:
    """All days after that of the accident, at the whole daily wage."""
    return allowance_with_floor(accident_wage_30d, accident_days, accident_daily_rate, daily_allowance_floor, daily_floor_or_cap)
