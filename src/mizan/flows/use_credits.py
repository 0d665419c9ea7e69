"""Let employers' credits pay what they owe: those that no declaration or receipt has used meanwhile."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.flows.failures import Tell, spared
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.contributions.actions.use_credit import idle_credits, use_credit
from mizan.funds.contributions.locks import lock_employer


def use_credits(*, by: int, at: datetime, tell: Tell | None = None) -> int:
    """Lay every credit on the oldest open dues of its employer; returns the centimes used. Each employer is its own transaction.

    `tell` hears of what failed; without it a failure stops the round.
    """
    used = 0
    for employer_id, debtor, movement_id in idle_credits():
        with spared(tell, "use_credit", employer_id), transaction.atomic():
            point("use_credits.begun")
            lock_employer(employer_id)
            laid = use_credit(employer_id, key=f"night:{movement_id}", by=by, at=at, debtor=debtor)
            point("use_credits.laid")
            if laid:
                record_act(verb="use_credit", subject=("employer", employer_id), by=by, at=at, detail={"used": laid})
            used += laid
    return used
