"""Keep the lines of the civil register's feed that could not be taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from mizan.funds.access.sql import columns, run

_WAITING = """
INSERT INTO people_waiting_event (source_ref, line_no, text, text_hash, field, code, waits_since)
SELECT w.*, %s FROM unnest(%s::text[], %s::int[], %s::text[], %s::text[], %s::text[], %s::text[]) w ON CONFLICT DO NOTHING
"""


class WaitingLine(NamedTuple):
    """A line left out: its event's id if it could be read, its place and text, the field at fault and the code."""

    source_ref: str
    line_no: int
    text: str
    field: str
    code: str


def keep_waiting(lines: Sequence[WaitingLine], *, at: datetime) -> None:
    """Keep lines until somebody looks; the same line with the same fault is kept once."""
    if lines:
        kept = [
            (one.source_ref, one.line_no, one.text, sha256(f"{one.code}\0{one.text}".encode("utf-8", "replace")).hexdigest(), *one[3:])
            for one in lines
        ]
        run(_WAITING, [at, *columns(kept)])
