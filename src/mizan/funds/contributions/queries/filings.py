"""Declarations filed. As ``web`` row-level security narrows each answer to what the account may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mizan.formats.anomalies import Outcome
from mizan.funds.contributions.sql import Row, one, rows
from mizan.funds.contributions.types import AbatementKept, AnomalyKept, DacLineKept, FilingDetail, FilingKept, MovementKept

_FILING = """
SELECT f.id, f.receipt_no, f.form, f.employer_id, f.period_key, f.period_start, f.period_end, f.kind, f.outcome, f.source, f.filed_by_id,
       f.filed_at, f.lines, f.taken, f.q1_base, f.q2_base, f.q3_base, f.q4_base, f.workers_total, f.hired, f.left_count, f.supersedes_id,
       (SELECT s.id FROM contributions_filing s WHERE s.supersedes_id = f.id), f.law_version
  FROM contributions_filing f
"""
_LINES = """
SELECT l.code, l.base, d.id, COALESCE(d.amount, 0)
  FROM contributions_dac_line l
  LEFT JOIN contributions_due d ON d.filing_id = l.filing_id AND d.code = l.code AND d.kind = 'declared'
 WHERE l.filing_id = %s ORDER BY l.id
"""


def filings_of(employer_id: int, *, form: str | None = None, limit: int = 200, before: int | None = None) -> tuple[FilingKept, ...]:
    """An employer's declarations, newest first, those with an id below `before` if given."""
    clauses, values = ["f.employer_id = %s"], [employer_id]
    if form is not None:
        clauses.append("f.form = %s")
        values.append(form)  # type: ignore[arg-type]
    if before is not None:
        clauses.append("f.id < %s")
        values.append(before)
    return _filings(f"WHERE {' AND '.join(clauses)} ORDER BY f.id DESC LIMIT %s", [*values, limit])


def filing_by_receipt_no(receipt_no: str) -> FilingKept | None:
    """The declaration with this receipt number, if the asker may see it."""
    number = receipt_no.rpartition("-")[2]
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    found = _filings("WHERE f.id = %s AND f.receipt_no = %s", [int(number), receipt_no])
    return found[0] if found else None


def filing_on(filing_id: int) -> FilingDetail | None:
    """A declaration with its anomalies, the lines left out, its lines and annexes, if the asker may see it."""
    found = _filings("WHERE f.id = %s", [filing_id])
    if not found:
        return None
    waiting = rows("SELECT line_no, text FROM contributions_waiting_line WHERE filing_id = %s ORDER BY line_no, id", [filing_id])
    abatements = rows(
        """SELECT code, nss, name, birth_date, base, decision_no, starts_on, ends_on
             FROM contributions_abatement WHERE filing_id = %s ORDER BY id""",
        [filing_id],
    )
    movements = rows("SELECT nss, name, sense, moved_on, note FROM contributions_movement WHERE filing_id = %s ORDER BY id", [filing_id])
    superseded = one("SELECT count(*) FROM careers_supersession WHERE by_filing_id = %s", [filing_id])
    return FilingDetail(
        found[0],
        anomalies_of(filing_id),
        tuple((row[0], row[1]) for row in waiting),
        tuple(DacLineKept(*row) for row in rows(_LINES, [filing_id])),
        tuple(AbatementKept(*row) for row in abatements),
        tuple(MovementKept(*row) for row in movements),
        int(superseded[0]) if superseded else 0,
    )


def anomalies_of(filing_id: int) -> tuple[AnomalyKept, ...]:
    """What the check found in a declaration, by line."""
    found = rows(
        """SELECT line, field, code, severity, message_ar, message_fr, basis, found, expected
             FROM contributions_anomaly WHERE filing_id = %s ORDER BY line, id""",
        [filing_id],
    )
    return tuple(AnomalyKept(r[0], r[1], r[2], r[3], {"ar": r[4], "fr": r[5]}, r[6], r[7], r[8]) for r in found)


def _filings(clause: str, values: Sequence[Any]) -> tuple[FilingKept, ...]:
    return tuple(_kept(row) for row in rows(_FILING + clause, values))


def _kept(row: Row) -> FilingKept:
    bases = None if row[14] is None else tuple(row[14:18])
    return FilingKept(*(*row[:8], Outcome(row[8]), *row[9:14], bases, *row[18:]))
