"""Adopted documents by two people: one proposes the file, another finds it to be what the body adopted."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import columns, one, one_row, run
from mizan.funds.steering.document_file import DocumentFile, read_document
from mizan.funds.steering.errors import translated
from mizan.funds.steering.queries.documents import document_of
from mizan.funds.steering.types.documents import DocumentKept
from mizan.kernel.refusals import refused

_DOCUMENT = """
INSERT INTO steering_document
    (sha256, content, series, version, title_ar, title_fr, body_ar, body_fr, adopted_on, funds, rows, by_id, at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (sha256) DO NOTHING RETURNING id
"""
_ROWS = """
INSERT INTO steering_document_row (document_id, line, indicator, fund, starts, ends, kind, value)
SELECT %s, r.* FROM unnest(%s::int[], %s::text[], %s::text[], %s::date[], %s::date[], %s::text[], %s::bigint[]) r
"""
_APPROVE = """
INSERT INTO steering_adoption (document_id, proposed_by_id, by_id, at) SELECT d.id, d.by_id, %s, %s FROM steering_document d WHERE d.id = %s
"""
_DECLINE = "INSERT INTO steering_document_declined (document_id, reason, by_id, at) VALUES (%s, %s, %s, %s)"


def propose_document(content: bytes, *, by: int, at: datetime) -> int:
    """Keep a file as a proposal and return its id; its values count once another person has approved it.

    The same text is the same proposal.
    `by` is the minister, or the director of every fund in it. Refused: the codes of ``read_document``, ``steering_not_yours``.
    """
    file = read_document(content)
    digest = sha256(file.content.encode()).hexdigest()
    with transaction.atomic():
        with translated():
            made = one(_DOCUMENT, _head(file, digest, by, at))
            if made is None:
                return int(one_row("SELECT id FROM steering_document WHERE sha256 = %s", [digest])[0])
            stated = [
                (one.line, one.indicator, one.fund.value if one.fund else "", one.starts, one.ends, one.kind.value, one.value)
                for one in file.values
            ]
            run(_ROWS, [made[0], *columns(stated)])
        detail = {"series": file.series, "version": file.version, "sha256": digest, "values": len(file.values)}
        record_act(verb="propose_document", subject=("adopted_document", made[0]), by=by, at=at, detail=detail)
    return int(made[0])


def approve_document(document_id: int, *, by: int, at: datetime) -> None:
    """Find the file to be the adopted document: its values count from `at`, and replace those of the version before.

    Refused: ``document_unknown``, ``document_needs_another_person``, ``document_decided``, ``document_version``, ``steering_not_yours``.
    """
    _open(document_id, by)
    with transaction.atomic():
        with translated():
            run(_APPROVE, [by, at, document_id])
        record_act(verb="approve_document", subject=("adopted_document", document_id), by=by, at=at)


def decline_document(document_id: int, *, reason: str, by: int, at: datetime) -> None:
    """Find that the file is not the adopted document, and say why. Refused: as ``approve_document``, and ``steering_text_missing``."""
    _open(document_id, by)
    if not reason.strip():
        raise refused("steering_text_missing", "reason")
    with transaction.atomic():
        with translated():
            run(_DECLINE, [document_id, reason.strip()[:2_000], by, at])
        record_act(verb="decline_document", subject=("adopted_document", document_id), by=by, at=at)


def _open(document_id: int, by: int) -> DocumentKept:
    found = document_of(document_id)
    if found is None:
        raise refused("document_unknown", "document")
    if found.approved is not None:
        raise refused("document_decided", "document")
    if found.proposed_by == by:
        raise refused("document_needs_another_person", "document")
    return found


def _head(file: DocumentFile, digest: str, by: int, at: datetime) -> list[object]:
    return [
        digest, file.content, file.series, file.version, file.title_ar, file.title_fr, file.body_ar, file.body_fr, file.adopted_on,
        list(file.funds), len(file.values), by, at,
    ]  # fmt: skip
