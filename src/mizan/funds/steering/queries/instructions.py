"""Instructions, their versions, and what owners do for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mizan.formats.indicators import Axis
from mizan.funds.access.sql import Row, rows
from mizan.funds.steering.types.instructions import AimKept, EvidenceKept, InstructionKept, MeasureKept
from mizan.kernel.funds import Fund

_TERMS = """
SELECT i.id, i.root, i.version, i.draft_id, d.communique_id, i.text_ar, i.text_fr, i.axis, i.fund, i.owner,
       i.deadline, i.reason, i.by_id, i.at
  FROM steering_instruction i JOIN steering_draft d ON d.id = i.draft_id
"""
_AIMS = """
SELECT terms_id, indicator, span_start, span_end, baseline_state, baseline_month, baseline, baseline_hash
  FROM steering_aim WHERE terms_id = ANY (%s) ORDER BY terms_id, span_start NULLS LAST, indicator
"""
_MEASURES = "SELECT id, root_id, text, due_on, by_id, at FROM steering_measure WHERE root_id = ANY (%s) ORDER BY due_on, id"
_EVIDENCE = """
SELECT e.id, e.measure_id, e.name, e.sha256, e.act_id, e.by_id, e.at
  FROM steering_evidence e JOIN steering_measure m ON m.id = e.measure_id WHERE m.root_id = ANY (%s) ORDER BY e.id
"""


def instructions() -> tuple[InstructionKept, ...]:
    """The instructions the account sees, each in its last version, in the order they were confirmed."""
    return _terms("WHERE NOT EXISTS (SELECT 1 FROM steering_instruction n WHERE n.supersedes_id = i.id) ORDER BY i.root", [])


def instruction_of(number: int) -> InstructionKept | None:
    """One instruction by its number, in its last version."""
    return next(iter(_terms("WHERE i.root = %s ORDER BY i.version DESC LIMIT 1", [number])), None)


def versions_of(number: int) -> tuple[InstructionKept, ...]:
    """Every version of an instruction, the last first."""
    return _terms("WHERE i.root = %s ORDER BY i.version DESC", [number])


def all_versions(*, until: datetime) -> tuple[InstructionKept, ...]:
    """Every version of every instruction confirmed by then, in their order."""
    return _terms("WHERE i.at < %s ORDER BY i.root, i.version", [until])


def measures_of(numbers: Sequence[int]) -> dict[int, tuple[MeasureKept, ...]]:
    """The measures of instructions with their evidence, by instruction, in order of the day they are due."""
    evidence: dict[int, list[EvidenceKept]] = {}
    for row in rows(_EVIDENCE, [list(numbers)]):
        evidence.setdefault(row[1], []).append(EvidenceKept(*row))
    found: dict[int, list[MeasureKept]] = {}
    for identity, number, text, due_on, by, at in rows(_MEASURES, [list(numbers)]):
        found.setdefault(number, []).append(MeasureKept(identity, number, text, due_on, by, at, tuple(evidence.get(identity, ()))))
    return {number: tuple(measures) for number, measures in found.items()}


def measure_of(measure_id: int) -> MeasureKept | None:
    """One measure with its evidence."""
    of = rows("SELECT root_id FROM steering_measure WHERE id = %s", [measure_id])
    return next((one for one in measures_of([of[0][0]])[of[0][0]] if one.id == measure_id), None) if of else None


def _terms(where: str, values: Sequence[object]) -> tuple[InstructionKept, ...]:
    found = rows(f"{_TERMS} {where}", values)
    aims: dict[int, list[AimKept]] = {}
    for row in rows(_AIMS, [[one[0] for one in found]]):
        aims.setdefault(row[0], []).append(AimKept(*row[1:]))
    return tuple(_instruction(row, tuple(aims.get(row[0], ()))) for row in found)


def _instruction(row: Row, aims: tuple[AimKept, ...]) -> InstructionKept:
    identity, number, version, draft, communique, text_ar, text_fr, axis, fund, owner, deadline, reason, by, at = row
    return InstructionKept(
        identity, number, version, draft, communique, text_ar, text_fr, Axis(axis), Fund(fund) if fund else None, owner, deadline, reason,
        by, at, aims,
    )  # fmt: skip
