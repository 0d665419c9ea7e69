"""Proves the logs of acts and reads against their seals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from mizan.funds.access.chain import link, origin
from mizan.funds.access.types import Log, LogBroken, LogVerification

_ROWS = {
    Log.ACT: "SELECT {seal}, {who}, t.verb, t.subject_kind, t.subject_id, t.detail::text, t.written_at {source} access_act {on}",
    Log.READ: "SELECT {seal}, {who}, t.purpose, t.subject_kind, t.subject_id, t.route, t.written_at {source} access_read {on}",
}
_PARTS = {
    "seal": "s.seq, s.row_id, s.digest, s.previous, s.link",
    "who": "t.id, t.at, t.account_id",
    "source": "FROM access_seal s LEFT JOIN",
    "on": "t ON t.id = s.row_id WHERE s.log = %s ORDER BY s.seq",
}
_FIRST = 5


def verify_logs() -> LogVerification:
    """Read every sealed row again and prove it; a role that reads both logs must ask (batch or audit)."""
    verified, broken = 0, []
    for log in Log:
        count, failure = _verify(log)
        verified += count
        if failure is not None:
            broken.append(failure)
    return LogVerification(verified, _unsealed(), tuple(broken))


def _verify(log: Log) -> tuple[int, LogBroken | None]:
    previous, seq = origin(f"mizan.access.{log}"), 0
    for row in _stream(log):
        seq += 1
        reason = _fault(row, seq, previous)
        if reason is not None:
            return seq - 1, LogBroken(log, seq, row[1], reason)
        previous = bytes(row[4])
    return seq, None


def _fault(row: Sequence[Any], seq: int, previous: bytes) -> str | None:
    digest = bytes(row[2])
    if row[0] != seq:
        return f"link {seq} is missing"
    if bytes(row[3]) != previous or link(previous, seq, row[1], digest) != bytes(row[4]):
        return "the link does not follow from the one before"
    if row[_FIRST] is None:
        return "the row is missing"
    row_id, at, *words, written_at = row[_FIRST:]
    text = json.dumps([row_id, _instant(at), *words, _instant(written_at)], ensure_ascii=False)
    return None if sha256(text.encode()).digest() == digest else "the row differs from what was sealed"


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _stream(log: Log) -> Iterator[tuple[Any, ...]]:
    connection.ensure_connection()
    with transaction.atomic(), connection.connection.cursor(name="access_verify") as cursor:
        cursor.itersize = 5000
        cursor.execute(_ROWS[log].format(**_PARTS), [log.value])
        yield from cursor


def _unsealed() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM access_act) + (SELECT count(*) FROM access_read) - (SELECT count(*) FROM access_seal)")
        (count,) = cursor.fetchone()
        return max(int(count), 0)
