"""Write down that an activity ended: from which day, on which document."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, connection, transaction

from mizan.funds.access.actions import record_act
from mizan.funds.self_employed.types import CessationDraft
from mizan.kernel.refusals import refused

_INSERT = """
INSERT INTO self_employed_cessation (affiliation_id, ended_on, document, document_on, by_id, at) VALUES (%s, %s, %s, %s, %s, %s)
"""
_CODES = {
    "self_employed_cessation_pkey": ("affiliation_ended", "affiliation"),
    "self_employed_cessation_day": ("cessation_day", "ended_on"),
    "self_employed_cessation_document": ("text_missing", "document"),
}


def end_affiliation(draft: CessationDraft, *, by: int, at: datetime) -> None:
    """Keep the end of an activity, once. Part of `flows.end_activity`, which does what follows from it.

    Refused: ``affiliation_ended``, ``cessation_day`` (before the activity began, or to come; a document of later), ``text_missing``.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_INSERT, [draft.affiliation_id, draft.ended_on, draft.document, draft.document_on, by, at])
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name not in _CODES:
            raise
        code, field = _CODES[name]
        raise refused(code, field) from error
    detail = {"ended_on": draft.ended_on.isoformat(), "document": draft.document, "document_on": draft.document_on.isoformat()}
    record_act(verb="end_affiliation", subject=("self_employed", draft.affiliation_id), by=by, at=at, detail=detail)
