"""Answer what a control found before paying."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import run
from mizan.funds.benefits.pay_errors import pay_translated


def answer_finding(finding_id: int, *, clears: bool, ground: str, by: int, at: datetime) -> None:
    """Say that what was found is right (the next run pays) or is indeed wrong, with the ground; once.

    Refused: ``finding_answered``, ``text_missing``, ``account_pays_nobody``.
    """
    kind = "cleared" if clears else "upheld"
    with transaction.atomic():
        with pay_translated(), transaction.atomic():
            run(
                "INSERT INTO benefits_finding_step (finding_id, kind, ground, by_id, at) VALUES (%s, %s, %s, %s, %s)",
                [finding_id, kind, ground, by, at],
            )
        record_act(verb=f"answer_finding_{kind}", subject=("finding", finding_id), by=by, at=at)
