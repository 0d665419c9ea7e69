"""What a maternity leave paid while the least daily allowance is not known."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.sickness.floor.rules import KNOWN_SINCE, MONTH_DAYS, allowance_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Days


@rule(source="law-83-11.art-28", standing=Standing.GAZETTE, since=date(1983, 7, 2), until=KNOWN_SINCE, rounding=Rounding.HALF_UP)
def maternity_total(maternity_wage_d: Centimes, maternity_days: Days, maternity_rate: RatePpm) -> Centimes:
    """The whole leave, at the whole daily wage.

    Departs: the hourly minimum wage, hence the least allowance of article 22, is not known for these days.
    """
    return allowance_of(maternity_wage_d * MONTH_DAYS, maternity_days, maternity_rate)
