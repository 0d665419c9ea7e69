"""Keep a communiqué whole, with the instructions read in it as drafts for a person to confirm."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.communique import Draft, propose
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import columns, one, one_row, run
from mizan.funds.steering.errors import translated

_KEEP = """
INSERT INTO steering_communique (sha256, name, content, text, language, dated, by_id, at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (sha256) DO NOTHING RETURNING id
"""
_DRAFTS = """
INSERT INTO steering_draft (communique_id, rank, text, span_start, span_end, axis, owner, deadline, indicators, notes)
SELECT %s, d.* FROM unnest(%s::int[], %s::text[], %s::int[], %s::int[], %s::text[], %s::text[], %s::date[], %s::jsonb[], %s::jsonb[]) d
"""
LONGEST_NAME = 200


def take_communique(content: bytes, *, name: str, by: int, at: datetime) -> int | Anomaly:
    """Keep the file and its drafts; returns the communiqué's id, or what is wrong with the file (then nothing is kept).

    The same bytes are the same communiqué: its id is returned and nothing is added. A file in which no instruction is read is refused.
    Refused: ``steering_not_yours``.
    """
    read = propose(content, name)
    if isinstance(read, Anomaly):
        return read
    if not read.drafts:
        return anomaly("communique_nothing", field="file")
    digest = sha256(content).hexdigest()
    with transaction.atomic():
        with translated():
            known = one(_KEEP, [digest, name[:LONGEST_NAME], content, read.text, read.language, read.dated, by, at])
            if known is None:
                return int(one_row("SELECT id FROM steering_communique WHERE sha256 = %s", [digest])[0])
            run(_DRAFTS, [known[0], *columns([_row(rank, draft) for rank, draft in enumerate(read.drafts, 1)])])
        detail = {"sha256": digest, "drafts": len(read.drafts)}
        record_act(verb="take_communique", subject=("communique", known[0]), by=by, at=at, detail=detail)
    return int(known[0])


def _row(rank: int, draft: Draft) -> tuple[object, ...]:
    suggested = [{"id": one.indicator, "start": one.words.span.start, "end": one.words.span.end} for one in draft.indicators]
    return (
        rank, draft.text, draft.span.start, draft.span.end, draft.axis.axis.value, draft.owner.name or "", draft.deadline.day,
        json.dumps(suggested), json.dumps(list(draft.notes)),
    )  # fmt: skip
