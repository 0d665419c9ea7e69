"""Refuse a draft: it is no instruction, and a person says why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import run
from mizan.funds.steering.errors import translated
from mizan.funds.steering.undecided import undecided
from mizan.kernel.refusals import refused


def refuse_draft(draft_id: int, *, reason: str, by: int, at: datetime) -> None:
    """Keep that a draft is no instruction.

    Refused: ``draft_unknown``, ``draft_decided``, ``steering_text_missing``, ``steering_not_yours``.
    """
    if not reason.strip():
        raise refused("steering_text_missing", "reason")
    undecided(draft_id)
    with transaction.atomic():
        with translated():
            run(
                "INSERT INTO steering_draft_refused (draft_id, reason, by_id, at) VALUES (%s, %s, %s, %s)",
                [draft_id, reason.strip()[:2_000], by, at],
            )
        record_act(verb="refuse_draft", subject=("draft", draft_id), by=by, at=at)
