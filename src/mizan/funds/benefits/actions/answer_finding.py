"""Answer what a control found before paying."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import one, run
from mizan.funds.benefits.pay_errors import pay_translated
from mizan.kernel.refusals import refused

NOT_BY_WORDS = ("account_missing", "account_key")


def answer_finding(finding_id: int, *, clears: bool, ground: str, by: int, at: datetime) -> None:
    """Say that what was found is right (the next run pays) or is indeed wrong, with the ground; once.

    An account that is missing or whose key is wrong is not cleared by words: the payment waits until a sound account is known.
    Refused: ``finding_answered``, ``finding_unknown``, ``finding_needs_account``, ``text_missing``, ``account_pays_nobody``.
    """
    found = one("SELECT detail->>'why' FROM benefits_finding WHERE id = %s", [finding_id])
    if found is None:
        raise refused("finding_unknown", "finding")
    if clears and found[0] in NOT_BY_WORDS:
        raise refused("finding_needs_account", "finding")
    kind = "cleared" if clears else "upheld"
    with transaction.atomic():
        with pay_translated():
            run(
                "INSERT INTO benefits_finding_step (finding_id, kind, ground, by_id, at) VALUES (%s, %s, %s, %s, %s)",
                [finding_id, kind, ground, by, at],
            )
        record_act(verb=f"answer_finding_{kind}", subject=("finding", finding_id), by=by, at=at)
