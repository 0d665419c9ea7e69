"""Post one act."""

from __future__ import annotations

import json
from datetime import datetime

from mizan.funds.access.sql import one_row
from mizan.funds.ledger.errors import translated
from mizan.funds.ledger.types import EntryDraft

_POST = "SELECT ledger_post(%s::jsonb, %s::jsonb, %s, %s)"


def post(draft: EntryDraft, *, by: int, at: datetime) -> int:
    """Post an act in the caller's transaction and return its entry's id; accounts are opened as they are first used.

    The same ``act_key`` with the same content gives the first entry back. Refused: ``act_key_reused`` (same key, other content),
    ``posting_not_allowed`` (as ``web``, when the account of the transaction may not post this, or signs for another).
    An unbalanced draft is a fault of ours: the database raises ``IntegrityError``. Posting is one statement and takes no savepoint of its
    own: whoever goes on after a refusal has opened one around the act, as every flow does.
    """
    with translated():
        (entry_id,) = one_row(_POST, [json.dumps(entry_words(draft)), json.dumps(draft.lines), by, at])
    return int(entry_id)


def entry_words(draft: EntryDraft) -> dict[str, object]:
    """An act's words as the database's posting functions read them."""
    kind, document_id, document_hash = draft.document
    party_kind, party_id = draft.party or ("", None)
    return {
        "journal": draft.journal.value,
        "booked_on": draft.booked_on.isoformat(),
        "verb": draft.verb,
        "act_key": draft.act_key,
        "document_kind": kind,
        "document_id": document_id,
        "document_hash": document_hash,
        "law_version": draft.law_version,
        "party_kind": party_kind,
        "party_id": party_id,
        "memo_key": draft.memo_key,
        "memo": dict(draft.memo),
    }
