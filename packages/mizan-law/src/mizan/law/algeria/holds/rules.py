"""How long a payment may wait without a decision, and what a debt may take of a month's payment."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import quotient, rate_down
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days, Months

SINCE = date(2008, 3, 2)


@rule(source="law-08-08.art-13", standing=Standing.UNVERIFIED, since=SINCE)
def hold_last_day(hold_starts_on: Day, hold_days_most: Days) -> Day:
    """The last day a payment may wait on a ground of the law while nothing is decided; it is released the next day."""
    return Day(hold_starts_on + hold_days_most)


@rule(source="law-08-08.art-86", standing=Standing.UNVERIFIED, since=SINCE, rounding=Rounding.DOWN)
def recovery_taken_m(recovery_net_m: Centimes, recovery_debt: Centimes, benefit_recovery_share: RatePpm) -> Centimes:
    """What a debt takes of a month's net payment: the share, cut down to the centime, and never more than is owed."""
    return min(recovery_debt, rate_down(recovery_net_m, benefit_recovery_share))


@rule(source="law-08-08.art-86", standing=Standing.UNVERIFIED, since=SINCE)
def recovery_months(recovery_debt: Centimes, recovery_taken_m: Centimes) -> Months:
    """How many monthly payments the debt is taken from, the last one included; none where nothing may be taken."""
    if recovery_taken_m == 0:
        return Months(0)
    return Months(quotient(recovery_debt + recovery_taken_m - 1, recovery_taken_m))
