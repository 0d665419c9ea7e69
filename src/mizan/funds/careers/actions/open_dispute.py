"""Dispute a month of a career, and answer."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import next_ids, run
from mizan.funds.careers.actions.propose import propose
from mizan.funds.careers.errors import translated
from mizan.funds.careers.queries.disputes import dispute_on
from mizan.funds.careers.switches import in_force
from mizan.funds.careers.types.career import Scheme
from mizan.funds.careers.types.disputes import DisputeKnown
from mizan.kernel.periods import add_days, month_of
from mizan.kernel.refusals import refused

_DISPUTE = """
INSERT INTO careers_dispute (id, person_id, scheme, employer_id, month, claimed_days, claimed_amount, evidence, document_hash, opened_on,
                             answer_by, by_id, opened_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_ANSWER = "INSERT INTO careers_dispute_answer (dispute_id, verdict, ground, by_id, answered_at) VALUES (%s, 'rejected', %s, %s, %s)"


def open_dispute(
    *,
    person_id: int,
    scheme: Scheme,
    employer_id: int | None,
    month: date,
    days: int,
    amount: int,
    evidence: str,
    document_hash: str = "",
    by: int,
    at: datetime,
) -> int:
    """Say that a month at an employer was `days` and `amount` (centimes), with what proves it; returns the dispute's id.

    The fund answers within the days of the switch `dispute_answer_days`. Refused: ``evidence_missing``, ``period_in_future``,
    ``file_not_open``.
    """
    day = at.date()
    if not evidence:
        raise refused("evidence_missing", "evidence")
    start = month_of(month).start
    if start > day:
        raise refused("period_in_future", "month", period=f"{start:%Y-%m}")
    with transaction.atomic():
        (dispute_id,) = next_ids("careers_dispute", 1)
        with translated():
            run(
                _DISPUTE,
                [
                    dispute_id, person_id, scheme.value, employer_id, start, days, amount, evidence, document_hash, day,
                    add_days(day, in_force().answer_days), by, at,
                ],
            )  # fmt: skip
        record_act(verb="open_dispute", subject=("person", person_id), by=by, at=at, detail={"dispute": dispute_id})
    return dispute_id


def uphold_dispute(dispute_id: int, *, days: int, amount: int, ground: str, by: int, at: datetime) -> int:
    """Propose to hold the dispute right, wholly or in part: the month becomes `days` and `amount` once another person grants it.

    Returns the proposal's id. Refused: ``dispute_unknown``, ``dispute_answered``, ``evidence_missing`` (no ground), ``file_not_open``.
    """
    dispute = _unanswered(dispute_id, ground)
    content = {
        "scheme": dispute.scheme.value,
        "employer": dispute.employer_id,
        "month": dispute.month.isoformat(),
        "days": days,
        "amount": amount,
        "ground": ground,
    }
    return propose("correction", dispute.person_id, content, "", dispute_id=dispute_id, by=by, at=at)


def reject_dispute(dispute_id: int, *, ground: str, by: int, at: datetime) -> None:
    """Answer that the month stands as declared, and why. Refused: ``dispute_unknown``, ``dispute_answered``, ``evidence_missing``."""
    _unanswered(dispute_id, ground)
    with transaction.atomic():
        with translated():
            run(_ANSWER, [dispute_id, ground, by, at])
        record_act(verb="reject_dispute", subject=("dispute", dispute_id), by=by, at=at)


def _unanswered(dispute_id: int, ground: str) -> DisputeKnown:
    dispute = dispute_on(dispute_id)
    if dispute is None:
        raise refused("dispute_unknown", "dispute")
    if dispute.verdict:
        raise refused("dispute_answered", "dispute")
    if not ground:
        raise refused("evidence_missing", "ground")
    return dispute
