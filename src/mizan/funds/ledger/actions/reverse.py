"""Reverse an entry."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction

from mizan.funds.ledger.errors import translated


def reverse(entry_id: int, *, booked_on: date, act_key: str, verb: str = "reverse", reason: str, by: int, at: datetime) -> int:
    """Post the exact mirror of an entry, in its own journal, booked the same day or later; returns the new entry's id.

    An entry is reversed once, and a reversal is not reversed. General entries are reversed by ``propose_reversal``, which takes two people.
    Refused: ``entry_unknown``, ``entry_already_reversed``, ``entry_not_reversible`` (a reversal, or a day before the entry's own),
    ``act_key_reused``, ``posting_not_allowed``.
    """
    with translated(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT ledger_reverse(%s, %s, %s, %s, %s, %s, %s)", [entry_id, booked_on, act_key, verb, reason, by, at])
        (made,) = cursor.fetchone()
    return int(made)
