"""Proves the books: every entry against its seal, every seal against the one before, every guard in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from mizan.funds.access.chain import link
from mizan.funds.ledger.seals import EntryRow, PostingRow, digest, origin
from mizan.funds.ledger.types import Broken, Head, Journal, Verification

_CHAIN = """
SELECT s.seq, s.entry_id, s.digest, s.previous, s.link,
       e.id, e.journal, e.booked_on, e.verb, e.act_key, e.actor_id, e.recorded_at, e.written_at, e.document_kind,
       e.document_id, e.document_hash, e.law_version, e.reverses_id, e.party_kind, e.party_id, e.memo_key,
       e.memo::text, e.proposal_id, e.funds, e.posting_count,
       p.line_nos, p.funds, p.accounts, p.days, p.amounts
  FROM ledger_seal s
  LEFT JOIN ledger_entry e ON e.id = s.entry_id
  LEFT JOIN LATERAL (
       SELECT array_agg(line_no ORDER BY line_no) AS line_nos, array_agg(fund ORDER BY line_no) AS funds,
              array_agg(account_id ORDER BY line_no) AS accounts, array_agg(booked_on ORDER BY line_no) AS days,
              array_agg(amount ORDER BY line_no) AS amounts
         FROM ledger_posting WHERE entry_id = s.entry_id) p ON true
 WHERE s.journal = %s ORDER BY s.seq
"""
_FIRST = 5
_LAST = _FIRST + len(EntryRow._fields)

GUARDS = (
    *((f"ledger_{table}", f"ledger_{table}_append_only") for table in ("account", "entry", "posting", "seal", "proposal", "proposal_line")),
    ("ledger_approval", "ledger_approval_append_only"),
    ("ledger_decline", "ledger_decline_append_only"),
    ("ledger_posting", "ledger_posting_guard"),
)
"""Triggers without which the books would not be what they say."""


def verify(*, expected: Sequence[Head] = ()) -> Verification:
    """Read every sealed entry again and prove it; a role that reads all the books must ask (batch or audit).

    ``expected`` are heads of chains kept elsewhere: each must still be found at its place, or the journal is broken there.
    """
    verified = 0
    broken: list[Broken] = []
    heads: list[Head] = []
    for journal in Journal:
        count, failure, head = _verify_journal(journal, {e.seq: e.link for e in expected if e.journal == journal})
        verified += count
        if failure is not None:
            broken.append(failure)
        if head is not None:
            heads.append(head)
    return Verification(verified, _unsealed(), tuple(broken), tuple(heads), _guards_off())


def _verify_journal(journal: Journal, expected: dict[int, str]) -> tuple[int, Broken | None, Head | None]:
    previous, seq, head = origin(journal.value), 0, None
    accounts = _accounts()
    for row in _stream(journal):
        seq += 1
        reason = _fault(row, seq, previous, accounts)
        if reason is None and expected.get(seq, row[4].hex()) != row[4].hex():
            reason = "the link differs from the one kept elsewhere"
        if reason is not None:
            return seq - 1, Broken(journal, seq, row[1], reason), head
        previous = bytes(row[4])
        head = Head(journal, seq, previous.hex())
    if any(kept > seq for kept in expected):
        return seq, Broken(journal, seq + 1, 0, "links kept elsewhere are missing here"), head
    return seq, None, head


def _fault(row: Sequence[Any], seq: int, previous: bytes, accounts: dict[int, tuple[str, str, str, str]]) -> str | None:
    """What is wrong with one link, in the order a reader would look."""
    kept_seq, entry_id, kept_digest, kept_previous, kept_link = row[0], row[1], bytes(row[2]), bytes(row[3]), bytes(row[4])
    if kept_seq != seq:
        return f"link {seq} is missing"
    if kept_previous != previous or link(previous, seq, entry_id, kept_digest) != kept_link:
        return "the link does not follow from the one before"
    if row[_FIRST] is None:
        return "the entry is missing"
    if digest(EntryRow(*row[_FIRST:_LAST]), _postings(row[_LAST:], accounts)) != kept_digest:
        return "the entry or its postings differ from what was sealed"
    return None


def _postings(columns: Sequence[Any], accounts: dict[int, tuple[str, str, str, str]]) -> list[PostingRow]:
    if columns[0] is None:
        return []
    gone = ("", "", "", "")
    rows = zip(*columns, strict=True)
    return [PostingRow(line_no, fund, *accounts.get(account, gone)[1:], day, amount) for line_no, fund, account, day, amount in rows]


def _accounts() -> dict[int, tuple[str, str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, fund, nature, branch, party FROM ledger_account")
        return {row[0]: (row[1], row[2], row[3], row[4]) for row in cursor.fetchall()}


def _stream(journal: Journal) -> Iterator[tuple[Any, ...]]:
    """The rows of a chain through a server-side cursor: memory does not grow with the books."""
    connection.ensure_connection()
    with transaction.atomic(), connection.connection.cursor(name="ledger_verify") as cursor:
        cursor.itersize = 2000
        cursor.execute(_CHAIN, [journal.value])
        yield from cursor


def _unsealed() -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM ledger_entry e WHERE NOT EXISTS (SELECT 1 FROM ledger_seal s WHERE s.entry_id = e.id) ORDER BY id")
        return tuple(row[0] for row in cursor.fetchall())


def _guards_off() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        standing = set(cursor.fetchall())
    return tuple(trigger for table, trigger in GUARDS if (table, trigger) not in standing)
