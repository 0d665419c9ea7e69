"""Propose a journal file, or the reversal of a general entry: the first of two people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction

from mizan.funds.access.actions import record_act
from mizan.funds.ledger.errors import translated
from mizan.funds.ledger.journal_file import read
from mizan.funds.ledger.models import Entry
from mizan.funds.ledger.types import Line
from mizan.kernel.refusals import refused


def propose(content: bytes, *, by: int, at: datetime) -> int:
    """Keep a journal file as a proposal of ``by`` and return its id; nothing is posted until another person approves it.

    The same bytes are the same proposal. ``by`` must be an accountant or director of every fund in the file.
    Refused: the codes of ``journal_file.read``, ``posting_not_allowed``.
    """
    file = read(content)
    head: dict[str, object] = {
        "kind": "flow",
        "flow": file.flow.value,
        "content": file.content,
        "booked_on": file.booked_on.isoformat(),
        "memo_ar": file.memo_ar,
        "memo_fr": file.memo_fr,
    }
    return _propose(head, file.lines, by=by, at=at)


def propose_reversal(entry_id: int, *, booked_on: date, reason: str, by: int, at: datetime) -> int:
    """Propose to reverse a general entry, booked on a day not before its own; returns the proposal's id.

    Refused: ``proposal_not_reversible`` (not a general entry, or a reversal itself), ``posting_not_allowed``.
    """
    former = Entry.objects.filter(pk=entry_id, journal="general", reverses__isnull=True).first()
    if former is None or booked_on < former.booked_on or not former.verb.startswith("post_"):
        raise refused("proposal_not_reversible", "entry", entry=entry_id)
    head = {
        "kind": "reversal",
        "flow": former.verb.removeprefix("post_"),
        "content": f"reversal;{entry_id};{booked_on.isoformat()};{reason}",
        "booked_on": booked_on.isoformat(),
        "reverses": entry_id,
        "memo_ar": reason,
        "memo_fr": reason,
    }
    return _propose(head, (), by=by, at=at)


def _propose(head: dict[str, object], lines: Sequence[Line], *, by: int, at: datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor, translated():
        cursor.execute("SELECT ledger_propose(%s::jsonb, %s::jsonb, %s)", [json.dumps(head), json.dumps(lines), at])
        (proposal_id,) = cursor.fetchone()
        record_act(verb="propose_journal_file", subject=("proposal", proposal_id), by=by, at=at, detail={"flow": head["flow"]})
    return int(proposal_id)
