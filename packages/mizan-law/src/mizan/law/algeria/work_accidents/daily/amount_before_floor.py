"""What a temporary incapacity paid while the least daily allowance is not known."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.sickness.floor.rules import KNOWN_SINCE, allowance_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Days


@rule(source="law-83-13.art-36–37", standing=Standing.GAZETTE, since=date(1983, 7, 2), until=KNOWN_SINCE, rounding=Rounding.HALF_UP)
def accident_daily_total(accident_wage_30d: Centimes, accident_days: Days, accident_daily_rate: RatePpm) -> Centimes:
    """All days after that of the accident, at the whole daily wage.

    Departs: the hourly minimum wage, hence the least allowance, is not known for these days.
    """
    return allowance_of(accident_wage_30d, accident_days, accident_daily_rate)
