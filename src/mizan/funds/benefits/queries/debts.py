"""Questions on what persons owe back, and on the payments that were undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mizan.funds.access.sql import rows
from mizan.funds.benefits.types.holds import DebtKnown, RecoveryKnown, ReversalKnown
from mizan.kernel.funds import Fund

_DEBT = """
SELECT d.id, d.award_id, a.fund, a.kind, d.amount, l.left_over, d.from_month, d.to_month, COALESCE(n.number, ''),
       COALESCE(v.ground, ''), d.reversal_id, d.entry_id, d.made_at, n.id, COALESCE(n.kind, ''), COALESCE(n.why, ''),
       (SELECT count(*) FROM benefits_notice t WHERE t.adjustment_id = d.id)
  FROM benefits_adjustment d JOIN benefits_award a ON a.id = d.award_id
  LEFT JOIN LATERAL benefits_debt_decision(d.id) n ON true LEFT JOIN benefits_instalment_reversal v ON v.id = d.reversal_id
 CROSS JOIN LATERAL (SELECT d.amount - COALESCE((
       SELECT sum(x.amount) FROM benefits_instalment_adjustment x JOIN benefits_instalment i ON i.id = x.instalment_id
         JOIN benefits_run_step s ON s.run_id = i.run_id AND s.kind = 'approved'
        WHERE x.adjustment_id = d.id), 0)::bigint AS left_over) l
 WHERE d.kind = 'debt'"""
_OF_PERSON = "SELECT o.id FROM benefits_award o JOIN benefits_award a ON a.person_id = o.person_id WHERE a.id = %s"
_RECOVERED = """
SELECT i.id, i.run_id, r.month, r.pay_on, x.amount, EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'approved')
  FROM benefits_instalment_adjustment x JOIN benefits_instalment i ON i.id = x.instalment_id JOIN benefits_run r ON r.id = i.run_id
 WHERE x.adjustment_id = %s AND NOT EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'cancelled')
 ORDER BY r.month, i.id"""
_REVERSAL = """
SELECT v.id, v.instalment_id, i.award_id, r.fund, a.kind, r.month, r.id, i.net_m, i.paid, v.ground, v.proposed_by_id, v.proposed_at,
       q.by_id, q.at, q.entry_id, COALESCE(q.recoverable, 0), d.id
  FROM benefits_instalment_reversal v JOIN benefits_instalment i ON i.id = v.instalment_id JOIN benefits_run r ON r.id = i.run_id
  JOIN benefits_award a ON a.id = i.award_id LEFT JOIN benefits_reversal_approved q ON q.reversal_id = v.id
  LEFT JOIN benefits_adjustment d ON d.reversal_id = v.id"""


def debt_of(adjustment_id: int) -> DebtKnown | None:
    """One debt; `decision` is empty where an undone payment made it."""
    return next(iter(_debts(f"{_DEBT} AND d.id = %s", [adjustment_id])), None)


def debts_of(award_id: int) -> tuple[DebtKnown, ...]:
    """The debts of an award, the latest first."""
    return _debts(f"{_DEBT} AND d.award_id = %s ORDER BY d.id DESC", [award_id])


def debts_of_person(award_id: int) -> tuple[DebtKnown, ...]:
    """The debts of whoever an award is paid to, on whatever right of the asker's funds, the latest first."""
    return _debts(f"{_DEBT} AND d.award_id IN ({_OF_PERSON}) ORDER BY d.id DESC", [award_id])


def debts_of_fund(
    funds: Sequence[Fund], *, settled: bool, origin: str = "", before: int | None = None, most: int = 100
) -> tuple[DebtKnown, ...]:
    """The debts of funds that are not given back whole, or those that are, the latest first; of one origin if it is named."""
    where = {
        "": "", "reversal": " AND d.reversal_id IS NOT NULL", "law": " AND n.kind = 'revalorisation'",
        "decision": " AND n.kind <> 'revalorisation'",
    }[origin]  # fmt: skip
    return _debts(
        f"{_DEBT} AND a.fund = ANY (%s) AND (l.left_over = 0) = %s AND d.id < %s{where} ORDER BY d.id DESC LIMIT %s",
        [[fund.value for fund in funds], settled, 2**62 if before is None else before, most],
    )


def recoveries_of(adjustment_id: int) -> tuple[RecoveryKnown, ...]:
    """What payments took of a debt, or will once their run is approved, oldest first."""
    return tuple(RecoveryKnown(*row) for row in rows(_RECOVERED, [adjustment_id]))


def reversal_of(reversal_id: int) -> ReversalKnown | None:
    """One reversal."""
    return next(iter(_reversals(f"{_REVERSAL} WHERE v.id = %s", [reversal_id])), None)


def reversals_of_fund(funds: Sequence[Fund], *, most: int = 200) -> tuple[ReversalKnown, ...]:
    """The reversals of funds: those that wait for a second person first, then the latest."""
    return _reversals(
        f"{_REVERSAL} WHERE r.fund = ANY (%s) ORDER BY (q.reversal_id IS NOT NULL), v.id DESC LIMIT %s",
        [[fund.value for fund in funds], most],
    )


def _debts(statement: str, values: list[Any]) -> tuple[DebtKnown, ...]:
    return tuple(DebtKnown._make((*row[:2], Fund(row[2]), *row[3:])) for row in rows(statement, values))


def _reversals(statement: str, values: list[Any]) -> tuple[ReversalKnown, ...]:
    return tuple(ReversalKnown._make((*row[:3], Fund(row[3]), *row[4:])) for row in rows(statement, values))
