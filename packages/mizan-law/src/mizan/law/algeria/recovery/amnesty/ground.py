"""Why surcharges are not waived, since the complementary finance law for 2015."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.recovery.amnesty.conditions import plan_opens
from mizan.law.algeria.recovery.units import (
    AMNESTY_WORKER_SHARE_UNPAID,
    CURRENT_UNPAID,
    ENTITLED,
    INSTALMENT_MISSED,
    LAW_08_08,
    PLAN_TOO_LONG,
    AmnestyGround,
    AmnestyRegime,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months


@rule(source="lfc-2015.art-57", standing=Standing.SECONDARY, since=date(2015, 7, 23))
def amnesty_ground(
    amnesty_regime: AmnestyRegime,
    good_faith: Flag,
    financial_difficulty: Flag,
    current_contributions_paid: Flag,
    worker_share_paid: Flag,
    owes_no_worker_share: Flag,
    contributions_owed: Centimes,
    plan_months: Months,
    plan_months_most: Months,
    plan_defaulted: Flag,
) -> AmnestyGround:
    """Why surcharges are not waived: the first condition not met.

    Current contributions come first. Who pays at once (no month of plan) or owes surcharges alone has no plan: neither the workers' share
    (law 08-08, article 88) nor a length is asked. Principal still due at the last instalment loses the waiver. A request of the time of
    law 08-08 is judged by its article 87. A debtor under forced recovery may ask too; what was already paid is not given back.
    """
    share_settled = worker_share_paid or owes_no_worker_share
    if amnesty_regime <= LAW_08_08:
        return AmnestyGround(plan_opens(amnesty_regime, good_faith, financial_difficulty, share_settled, contributions_owed))
    if not current_contributions_paid:
        return AmnestyGround(CURRENT_UNPAID)
    planned = contributions_owed > 0 and plan_months > 0
    if planned and not share_settled:
        return AmnestyGround(AMNESTY_WORKER_SHARE_UNPAID)
    if planned and plan_months > plan_months_most:
        return AmnestyGround(PLAN_TOO_LONG)
    return AmnestyGround(INSTALMENT_MISSED if contributions_owed > 0 and plan_defaulted else ENTITLED)
