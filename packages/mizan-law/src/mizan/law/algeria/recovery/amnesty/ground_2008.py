"""Why surcharges are not waived, under law 08-08 alone."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.recovery.amnesty.conditions import plan_opens
from mizan.law.algeria.recovery.units import AmnestyGround, AmnestyRegime
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag


@rule(source="law-08-08.art-87", standing=Standing.DERIVED, since=date(2008, 3, 2), until=date(2015, 7, 23))
def amnesty_ground(
    amnesty_regime: AmnestyRegime,
    good_faith: Flag,
    financial_difficulty: Flag,
    worker_share_paid: Flag,
    owes_no_worker_share: Flag,
    contributions_owed: Centimes,
) -> AmnestyGround:
    """Why surcharges are not waived: the first condition that is not met (articles 87 and 88)."""
    share_settled = worker_share_paid or owes_no_worker_share
    return AmnestyGround(plan_opens(amnesty_regime, good_faith, financial_difficulty, share_settled, contributions_owed))
