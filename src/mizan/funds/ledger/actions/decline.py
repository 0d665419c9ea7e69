"""Refuse a proposal, or withdraw one's own."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from mizan.funds.access.actions import record_act
from mizan.funds.ledger.errors import translated


def decline(proposal_id: int, *, reason: str, by: int, at: datetime) -> None:
    """Close a proposal without posting it. Refused: ``proposal_decided``, ``posting_not_allowed``."""
    with transaction.atomic(), connection.cursor() as cursor, translated():
        cursor.execute("SELECT ledger_decline_proposal(%s, %s, %s)", [proposal_id, reason, at])
        record_act(verb="decline_journal_file", subject=("proposal", proposal_id), by=by, at=at, detail={"reason": reason})
