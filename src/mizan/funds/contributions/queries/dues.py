"""Dues. As ``web`` row-level security narrows each answer to what the account may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from mizan.funds.contributions.sql import decoded, one_row, rows
from mizan.funds.contributions.steps import steps_of
from mizan.funds.contributions.types import DueDetail, DueKept, MatchKept, ShareKept

DUE = """
SELECT d.id, d.employer_id, d.period_key, d.month, d.code, d.kind, d.sequence, d.debtor, d.base, d.rate_ppm, d.amount,
       COALESCE((SELECT sum(m.amount) FROM contributions_match m WHERE m.due_id = d.id
                    AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = m.id)), 0)::bigint,
       d.due_on, d.filing_id, d.case_id, d.entry_id, d.booked_on, d.law_version, r.booked_on, r.reason
  FROM contributions_due d LEFT JOIN contributions_due_reversal r ON r.due_id = d.id
"""
_SHARES = """
SELECT s.rank, s.branch, s.payer, s.fund, s.rate_ppm, s.amount,
       COALESCE((SELECT sum(ms.amount) FROM contributions_match_share ms WHERE ms.due_id = s.due_id AND ms.rank = s.rank
                    AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = ms.match_id)), 0)::bigint
  FROM contributions_due_share s WHERE s.due_id = %s ORDER BY s.rank
"""
_MATCHES = """
SELECT m.id, m.settlement_id, s.receipt_id, m.due_id, m.amount, COALESCE(s.method, ''), m.booked_on, x.booked_on
  FROM contributions_match m
  LEFT JOIN contributions_settlement s ON s.id = m.settlement_id
  LEFT JOIN contributions_match_reversal x ON x.match_id = m.id
 WHERE m.due_id = %s ORDER BY m.id
"""


def dues_of(
    employer_id: int,
    *,
    period_key: str | None = None,
    filing_id: int | None = None,
    live_only: bool = False,
    debtor: str | None = None,
    open_on: date | None = None,
) -> tuple[DueKept, ...]:
    """An employer's dues, newest period first, reversed ones included unless `live_only`.

    `debtor` keeps those of the employer ("EMPLOYER") or of an institution; `open_on` those past their deadline that day and not paid.
    """
    clauses, values = ["d.employer_id = %s"], [employer_id]  # type: tuple[list[str], list[Any]]
    for clause, value in (("d.period_key = %s", period_key), ("d.filing_id = %s", filing_id), ("d.debtor = %s", debtor)):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    if live_only or open_on is not None:
        clauses.append("r.due_id IS NULL")
    if open_on is not None:
        clauses.append("d.due_on < %s")
        values.append(open_on)
    found = _dues(f"WHERE {' AND '.join(clauses)} ORDER BY d.period_start DESC, d.id", values)
    return tuple(due for due in found if due.arrears) if open_on is not None else found


def due_on(due_id: int) -> DueDetail | None:
    """A due with its shares, what was laid on it and the steps of the law, if the asker may see it."""
    found = _dues("WHERE d.id = %s", [due_id])
    if not found:
        return None
    (trace,) = one_row("SELECT trace FROM contributions_due WHERE id = %s", [due_id])
    return DueDetail(
        found[0],
        tuple(ShareKept(*row) for row in rows(_SHARES, [due_id])),
        tuple(MatchKept(*row) for row in rows(_MATCHES, [due_id])),
        steps_of(decoded(trace)),
    )


def _dues(clause: str, values: Sequence[Any]) -> tuple[DueKept, ...]:
    return tuple(DueKept(*row) for row in rows(DUE + clause, values))
