"""Whether a request for time to pay may be examined, and the instalments of a plan."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import Rounding
from mizan.law.algeria.recovery.units import EXAMINED, WORKER_SHARE_UNPAID, PlanGround
from mizan.law.engine.primitives import floor_share
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag, Months

SINCE = date(2008, 3, 2)
PLAN_SINCE = date(2015, 7, 23)


@rule(source="law-08-08.art-88", standing=Standing.GAZETTE, since=SINCE)
def plan_ground(worker_share_paid: Flag) -> PlanGround:
    """Why a request for time to pay may not be examined: the workers' whole share comes first."""
    return PlanGround(EXAMINED if worker_share_paid else WORKER_SHARE_UNPAID)


@rule(source="law-08-08.art-88", standing=Standing.GAZETTE, since=SINCE)
def plan_allowed(plan_ground: PlanGround) -> Flag:
    """Whether a request for time to pay may be examined."""
    return Flag(plan_ground == EXAMINED)


@rule(source="lfc-2015.art-57", standing=Standing.SECONDARY, since=PLAN_SINCE)
def plan_length_allowed(plan_months: Months, plan_months_most: Months) -> Flag:
    """Whether a plan is of a length that may be granted."""
    return Flag(1 <= plan_months <= plan_months_most)


@rule(source="lfc-2015.art-57", standing=Standing.SECONDARY, since=PLAN_SINCE)
def plan_instalments(plan_months: Months, plan_length_allowed: Flag) -> Count:
    """The number of monthly instalments; none for a plan that may not be granted."""
    return Count(plan_months if plan_length_allowed else 0)


@rule(source="mizan-conventions", standing=Standing.RECALL, since=PLAN_SINCE, rounding=Rounding.FLOOR_LEFTOVER_BY_RANK)
def plan_instalment(sum_due: Centimes, plan_instalments: Count, instalment_number: Count) -> Centimes:
    """One instalment of a plan in equal months; the centimes left over go one each to the first. Instalments add up to the sum."""
    share = floor_share(sum_due, 1, plan_instalments)
    left = sum_due - share * plan_instalments
    if instalment_number > plan_instalments:
        return Centimes(0)
    return Centimes(share + 1 if instalment_number <= left else share)
