"""Reconciliation cases. As ``web`` row-level security narrows each answer to what the account may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from mizan.funds.contributions.sql import decoded, rows
from mizan.funds.contributions.types import CaseKept, CaseStepKept

_CASE = """
SELECT c.id, c.employer_id, c.year, c.quarter_key, c.das_base, c.assessed_base, c.opened_on, c.confirmed_on,
       (SELECT COALESCE(array_agg(d.id ORDER BY d.id), '{}') FROM contributions_due d WHERE d.case_id = c.id),
       (SELECT COALESCE(jsonb_agg(jsonb_build_array(s.step, s.by_id, s.taken_at, s.note) ORDER BY s.id), '[]')
          FROM contributions_case_step s WHERE s.case_id = c.id)
  FROM contributions_reconciliation_case c
"""
_TO_LAPSE = """
SELECT c.id FROM contributions_reconciliation_case c
 WHERE c.confirmed_on <= %s
   AND NOT EXISTS (SELECT 1 FROM contributions_case_step s WHERE s.case_id = c.id AND s.closes)
   AND (NOT EXISTS (SELECT 1 FROM contributions_case_step s WHERE s.case_id = c.id AND s.step = 'contested')
        OR EXISTS (SELECT 1 FROM contributions_case_step s WHERE s.case_id = c.id AND s.step = 'upheld'))
 ORDER BY c.id
"""


def cases_of(employer_id: int | None = None, *, open_only: bool = False, year: int | None = None, limit: int = 200) -> tuple[CaseKept, ...]:
    """Cases, newest first: of one employer, or of all those the asker may see."""
    clauses, values = ["true"], []  # type: tuple[list[str], list[Any]]
    for clause, value in (("c.employer_id = %s", employer_id), ("c.year = %s", year)):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    if open_only:
        clauses.append("NOT EXISTS (SELECT 1 FROM contributions_case_step s WHERE s.case_id = c.id AND s.closes)")
    return _cases(f"WHERE {' AND '.join(clauses)} ORDER BY c.id DESC LIMIT %s", [*values, limit])


def case_on(case_id: int) -> CaseKept | None:
    """A case with its steps and dues, if the asker may see it."""
    found = _cases("WHERE c.id = %s", [case_id])
    return found[0] if found else None


def cases_to_lapse(day: date) -> tuple[int, ...]:
    """The cases that count as confirmed on `day`: open, past the law's delay, not contested (or contested and upheld)."""
    return tuple(row[0] for row in rows(_TO_LAPSE, [day]))


def _cases(clause: str, values: Sequence[Any]) -> tuple[CaseKept, ...]:
    found = []
    for row in rows(_CASE + clause, values):
        steps = tuple(CaseStepKept(step, by, datetime.fromisoformat(at), note) for step, by, at, note in decoded(row[9]))
        found.append(CaseKept(*(*row[:8], steps[-1].step if steps else "open", steps, tuple(row[8]))))
    return tuple(found)
