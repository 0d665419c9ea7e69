"""Who pays the day of the accident, and the wage of the days after."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.work_accidents.units import EMPLOYER, AccidentDayPayer
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SINCE = date(1983, 7, 2)
MONTH_DAYS = 30


@rule(source="law-83-13.art-35", standing=Standing.GAZETTE, since=SINCE)
def accident_day_paid_by() -> AccidentDayPayer:
    """Who pays the day of the accident itself, whatever follows: the employer."""
    return AccidentDayPayer(EMPLOYER)


@rule(source="law-83-13.art-36–37", standing=Standing.GAZETTE, since=SINCE)
def accident_wage_30d(accident_daily_wage: Centimes, accident_monthly_wage: Centimes) -> Centimes:
    """Thirty days of the wage, exact; never more than the month where it was given."""
    of_days = accident_daily_wage * MONTH_DAYS
    return Centimes(min(of_days, accident_monthly_wage) if accident_monthly_wage > 0 else of_days)
