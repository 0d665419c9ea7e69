"""The net wage that a day of stop replaces."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import Rounding
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(1983, 7, 2)
MONTH_DAYS = 30


@rule(source="law-83-11.art-14–16", standing=Standing.GAZETTE, since=SINCE)
def net_wage_given(net_daily_wage: Centimes, net_monthly_wage: Centimes) -> Flag:
    """Whether a net wage was given, by the day or by the month."""
    return Flag(1 if net_daily_wage > 0 or net_monthly_wage > 0 else 0)


@rule(source="law-83-11.art-15", standing=Standing.GAZETTE, since=SINCE)
def net_wage_30d(net_daily_wage: Centimes, net_monthly_wage: Centimes) -> Centimes:
    """Thirty days of net wage, exact: the month, or thirty times the day; never more than the month where both are given."""
    of_days = net_daily_wage * MONTH_DAYS
    if net_monthly_wage == 0:
        return Centimes(of_days)
    return net_monthly_wage if net_daily_wage == 0 else Centimes(min(of_days, net_monthly_wage))


@rule(source="law-83-11.art-15", standing=Standing.GAZETTE, since=SINCE, rounding=Rounding.HALF_UP)
def net_wage_d(net_wage_30d: Centimes) -> Centimes:
    """The net wage of a day, for display: amounts are computed on thirty days and rounded once."""
    return ratio_half_up(net_wage_30d, 1, MONTH_DAYS)
