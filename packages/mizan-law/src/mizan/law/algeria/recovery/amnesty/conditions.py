"""The conditions of the plan of law 08-08, which the later wordings still need for requests of that time."""

from mizan.law.algeria.recovery.units import (
    AMNESTY_WORKER_SHARE_UNPAID,
    CLOSED,
    ENTITLED,
    GOOD_FAITH_MISSING,
    NO_FINANCIAL_DIFFICULTY,
    NO_REGIME_OPEN,
    NOTHING_TO_PLAN,
)
from mizan.law.engine.helpers import helper


@helper
def plan_opens(amnesty_regime: int, good_faith: int, financial_difficulty: int, share_settled: int, contributions_owed: int) -> int:
    """The first condition not met: a measure open, contributions to plan, good faith, financial difficulty, the workers' share."""
    if amnesty_regime == CLOSED:
        return NO_REGIME_OPEN
    if contributions_owed == 0:
        return NOTHING_TO_PLAN
    if not good_faith:
        return GOOD_FAITH_MISSING
    if not financial_difficulty:
        return NO_FINANCIAL_DIFFICULTY
    return ENTITLED if share_settled else AMNESTY_WORKER_SHARE_UNPAID
