"""Post many acts at once, by whole columns; batch role only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction

from mizan.funds.ledger.errors import translated
from mizan.funds.ledger.types import EntryDraft, Line

_ENTRY = (
    "COPY ledger_staged_entry (set_id, entry_no, journal, booked_on, verb, act_key, document_kind, document_id, document_hash, "
    "law_version, party_kind, party_id, memo_key, memo) FROM STDIN"
)
_POSTING = "COPY ledger_staged_posting (set_id, entry_no, line_no, fund, nature, branch, party, amount) FROM STDIN"


def open_set() -> int:
    """A fresh set number, for those who fill ``ledger_staged_entry`` and ``ledger_staged_posting`` themselves (COPY or INSERT … SELECT)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('ledger_set')")
        (set_id,) = cursor.fetchone()
    return int(set_id)


def post_staged(set_id: int, *, by: int, at: datetime) -> int:
    """Post a staged set in the caller's transaction and empty the staging; returns how many entries are new.

    Acts whose key was already posted are left as they are. All or none: one bad entry refuses the set with ``IntegrityError``.
    """
    with connection.cursor() as cursor, translated():
        cursor.execute("SELECT ledger_post_staged(%s, %s, %s)", [set_id, by, at])
        (made,) = cursor.fetchone()
    return int(made)


def post_set(drafts: Iterable[EntryDraft], *, by: int, at: datetime) -> dict[str, int]:
    """Post acts in one transaction, all or none; returns the entry's id by act key, for old and new ones."""
    kept = list(drafts)
    with transaction.atomic():
        set_id = open_set()
        with connection.cursor() as cursor:
            with cursor.copy(_ENTRY) as copy:
                for number, draft in enumerate(kept):
                    copy.write_row((set_id, number, *_words(draft)))
            with cursor.copy(_POSTING) as copy:
                for number, draft in enumerate(kept):
                    copy.write(_postings(f"{set_id}\t{number}", draft.lines))
        post_staged(set_id, by=by, at=at)
        with connection.cursor() as cursor:
            cursor.execute("SELECT act_key, id FROM ledger_entry WHERE act_key = ANY (%s)", [[draft.act_key for draft in kept]])
            return dict(cursor.fetchall())


def _postings(head: str, lines: Sequence[Line]) -> str:
    """Postings as COPY reads them, written here: they are many and their words, the ledger's own, hold nothing to escape."""
    written = "".join(
        f"{head}\t{number}\t{fund}\t{nature}\t{branch}\t{party}\t{amount}\n"
        for number, (fund, nature, branch, party, amount) in enumerate(lines, start=1)
    )
    if "\\" in written or written.count("\t") != 7 * len(lines) or written.count("\n") != len(lines):
        raise ValueError(f"a posting's words hold a character that separates them: {written!r}")
    return written


def _words(draft: EntryDraft) -> tuple[object, ...]:
    party_kind, party_id = draft.party or ("", None)
    memo = json.dumps(dict(draft.memo), ensure_ascii=False)
    first = (draft.journal.value, draft.booked_on, draft.verb, draft.act_key, *draft.document, draft.law_version)
    return (*first, party_kind, party_id, draft.memo_key, memo)
