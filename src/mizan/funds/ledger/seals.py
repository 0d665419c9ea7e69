"""What a seal covers and how links follow: written a second time here, so that the proof does not rest on the database's own code."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import NamedTuple

from mizan.funds.access import chain

_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
"""One writer for all the entries of a chain: `json.dumps` makes a new one each time."""


class EntryRow(NamedTuple):
    """An entry as its columns say, in the order of the canonical text; ``memo`` is the text of its JSON."""

    id: int
    journal: str
    booked_on: date
    verb: str
    act_key: str
    actor_id: int
    recorded_at: datetime
    written_at: datetime
    document_kind: str
    document_id: str
    document_hash: str
    law_version: str
    reverses_id: int | None
    party_kind: str
    party_id: int | None
    memo_key: str
    memo: str
    proposal_id: int | None
    funds: list[str]
    posting_count: int


class PostingRow(NamedTuple):
    """A posting with the words of its account."""

    line_no: int
    fund: str
    nature: str
    branch: str
    party: str
    booked_on: date
    amount: int


def canonical(entry: EntryRow, postings: Sequence[PostingRow]) -> str:
    """The text a seal digests: one JSON array of every column, then the postings by line."""
    recorded, written = (moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") for moment in (entry.recorded_at, entry.written_at))
    words = entry._replace(booked_on=entry.booked_on.isoformat(), recorded_at=recorded, written_at=written)  # type: ignore[arg-type]
    lines = [list(posting._replace(booked_on=posting.booked_on.isoformat())) for posting in postings]  # type: ignore[arg-type]
    return _AS_JSON([*words, lines or None])


def digest(entry: EntryRow, postings: Sequence[PostingRow]) -> bytes:
    """SHA-256 of the canonical text in UTF-8."""
    return sha256(canonical(entry, postings).encode()).digest()


def origin(journal: str) -> bytes:
    """What the first link of a journal is bound to."""
    return chain.origin(f"mizan.ledger.{journal}")
