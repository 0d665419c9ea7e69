"""What the owner of an instruction does: measures with their day, and the evidence of each."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import one, one_row
from mizan.funds.steering.errors import translated
from mizan.funds.steering.queries.instructions import instruction_of, measure_of
from mizan.kernel.refusals import refused

LONGEST_TEXT, LONGEST_NAME = 2_000, 200
_MEASURE = "INSERT INTO steering_measure (root_id, fund, text, due_on, by_id, at) VALUES (%s, %s, %s, %s, %s, %s) RETURNING id"
_EVIDENCE = """
INSERT INTO steering_evidence (measure_id, fund, sha256, name, act_id, by_id, at)
SELECT m.id, m.fund, %s, %s, %s, %s, %s FROM steering_measure m WHERE m.id = %s RETURNING id
"""


def add_measure(number: int, *, text: str, due_on: date, by: int, at: datetime) -> int:
    """Say what will be done for an instruction and by which day; returns the measure's id.

    Refused: ``instruction_unknown``, ``steering_text_missing``, ``steering_not_yours``.
    """
    terms = instruction_of(number)
    if terms is None:
        raise refused("instruction_unknown", "instruction")
    fund = terms.fund.value if terms.fund else ""
    with transaction.atomic():
        with translated():
            (made,) = one_row(_MEASURE, [number, fund, text.strip()[:LONGEST_TEXT], due_on, by, at])
        record_act(verb="add_measure", subject=("instruction", number), by=by, at=at, detail={"measure": made})
    return int(made)


def give_evidence(measure_id: int, *, document: tuple[str, bytes] | None = None, act_id: int | None = None, by: int, at: datetime) -> int:
    """Show that a measure was carried out: by a document (its name and bytes, of which the hash is kept), or by an act of one's own log.

    Refused: ``measure_unknown``, ``measure_evidence_missing`` (neither or both), ``evidence_unknown`` (no such act the account may read),
    ``steering_not_yours``.
    """
    kept = measure_of(measure_id)
    if kept is None:
        raise refused("measure_unknown", "measure")
    if (document is None) == (act_id is None) or (document is not None and not document[1]):
        raise refused("measure_evidence_missing", "file")
    if act_id is not None and one("SELECT 1 FROM access_act WHERE id = %s", [act_id]) is None:
        raise refused("evidence_unknown", "act")
    digest, name = ("", "") if document is None else (sha256(document[1]).hexdigest(), document[0][:LONGEST_NAME] or "document")
    with transaction.atomic():
        with translated():
            (made,) = one_row(_EVIDENCE, [digest, name, act_id, by, at, measure_id])
        detail = {"measure": measure_id, "evidence": made, "sha256": digest, "act": act_id}
        record_act(verb="give_evidence", subject=("instruction", kept.number), by=by, at=at, detail=detail)
    return int(made)
