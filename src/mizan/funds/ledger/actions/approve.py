"""Agree to a proposal: the second of two people."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from mizan.funds.access.actions import record_act
from mizan.funds.ledger.errors import translated


def approve(proposal_id: int, *, by: int, at: datetime) -> int:
    """Approve a proposal and post it in the same transaction; returns the entry's id.

    Refused: ``proposal_needs_another_person`` (``by`` proposed it), ``proposal_decided``, ``posting_not_allowed``.
    """
    with transaction.atomic(), connection.cursor() as cursor, translated():
        cursor.execute("SELECT ledger_approve(%s, %s)", [proposal_id, at])
        (entry_id,) = cursor.fetchone()
        record_act(verb="approve_journal_file", subject=("proposal", proposal_id), by=by, at=at, detail={"entry": entry_id})
    return int(entry_id)
