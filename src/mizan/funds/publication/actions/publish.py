"""Publish a document: keep it as it stands, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import next_ids, run
from mizan.funds.publication.canonical import as_csv, as_json, hash_of
from mizan.funds.publication.queries import edition_of
from mizan.funds.publication.types import Document, Edition

_INSERT = """
INSERT INTO publication_edition (id, kind, period, content, sha256, csv_sha256, published_at, follows_id) OVERRIDING SYSTEM VALUE
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""


def publish(document: Document, *, by: int, at: datetime) -> Edition | None:
    """Keep a document as its next edition, in one transaction; None when it says what the last edition says. In the batch role."""
    data = as_json(document)
    kind, period, content = document.kind.value, document.period, data.decode()
    with transaction.atomic():
        run("SELECT pg_advisory_xact_lock(hashtextextended('publication:' || %s || %s, 0))", [kind, period])
        last = edition_of(document.kind, period)
        if last is not None and last.content == content:
            return None
        (number,) = next_ids("publication_edition", 1)
        sha256, csv_sha256, follows = hash_of(data), hash_of(as_csv(document)), last.id if last else None
        run(_INSERT, [number, kind, period, content, sha256, csv_sha256, at, follows])
        detail = {"sha256": sha256, "lines": len(document.lines), "follows": follows}
        record_act(verb="publish", subject=("publication", f"{kind}-{period}"), by=by, at=at, detail=detail)
    return Edition(number, document.kind, period, content, sha256, csv_sha256, at, follows)
