"""Questions on what persons owe back, and on the payments that were undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mizan.funds.access.sql import rows
from mizan.funds.benefits.types.holds import DebtKnown, ReversalKnown
from mizan.kernel.funds import Fund

_DEBT = """
SELECT d.id, d.award_id, a.fund, a.kind, d.amount,
       d.amount - COALESCE((SELECT sum(x.amount) FROM benefits_instalment_adjustment x JOIN benefits_instalment i ON i.id = x.instalment_id
                             JOIN benefits_run_step s ON s.run_id = i.run_id AND s.kind = 'approved'
                            WHERE x.adjustment_id = d.id), 0)::bigint,
       d.from_month, d.to_month, COALESCE(n.number, ''), COALESCE(v.ground, ''), d.reversal_id, d.entry_id, d.made_at
  FROM benefits_adjustment d JOIN benefits_award a ON a.id = d.award_id
  LEFT JOIN benefits_decision n ON n.id = d.decision_id LEFT JOIN benefits_instalment_reversal v ON v.id = d.reversal_id
 WHERE d.kind = 'debt'"""
_REVERSAL = """
SELECT v.id, v.instalment_id, i.award_id, r.fund, a.kind, r.month, r.id, i.net_m, i.paid, v.ground, v.proposed_by_id, v.proposed_at,
       q.by_id, q.at, q.entry_id, COALESCE(q.recoverable, 0), d.id
  FROM benefits_instalment_reversal v JOIN benefits_instalment i ON i.id = v.instalment_id JOIN benefits_run r ON r.id = i.run_id
  JOIN benefits_award a ON a.id = i.award_id LEFT JOIN benefits_reversal_approved q ON q.reversal_id = v.id
  LEFT JOIN benefits_adjustment d ON d.reversal_id = v.id"""


def debt_of(adjustment_id: int) -> DebtKnown | None:
    """One debt; `decision` is empty where the asker may not see the decision that made it."""
    return next(iter(_debts(f"{_DEBT} AND d.id = %s", [adjustment_id])), None)


def debts_of(award_id: int) -> tuple[DebtKnown, ...]:
    """The debts of an award, the latest first."""
    return _debts(f"{_DEBT} AND d.award_id = %s ORDER BY d.id DESC", [award_id])


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
