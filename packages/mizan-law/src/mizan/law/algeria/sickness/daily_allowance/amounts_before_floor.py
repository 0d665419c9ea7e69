"""What the days of a stop paid while the least daily allowance is not known: the wage alone counts."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.sickness.floor.rules import KNOWN_SINCE, allowance_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Days

SINCE = date(1983, 7, 2)


@rule(source="law-83-11.art-14–16", standing=Standing.GAZETTE, since=SINCE, until=KNOWN_SINCE, rounding=Rounding.HALF_UP)
def sick_first_amount(net_wage_30d: Centimes, sick_first_days: Days, sick_first_rate: RatePpm) -> Centimes:
    """The first fifteen days.

    Departs: the hourly minimum wage, hence the least allowance of article 22, is not known for these days.
    """
    return allowance_of(net_wage_30d, sick_first_days, sick_first_rate)


@rule(source="law-83-11.art-14–16", standing=Standing.GAZETTE, since=SINCE, until=KNOWN_SINCE, rounding=Rounding.HALF_UP)
def sick_later_amount(net_wage_30d: Centimes, sick_later_days: Days, sick_full_rate: RatePpm) -> Centimes:
    """The days from the sixteenth on.

    Departs: the hourly minimum wage, hence the least allowance of article 22, is not known for these days.
    """
    return allowance_of(net_wage_30d, sick_later_days, sick_full_rate)
