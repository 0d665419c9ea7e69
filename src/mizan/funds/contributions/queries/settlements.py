"""What one receipt or credit was laid on. As ``web`` row-level security narrows each answer to what the account may see."""

from __future__ import annotations

from mizan.funds.contributions.sql import rows
from mizan.funds.contributions.types import LaidKept

_LAID = """
SELECT m.due_id, m.employer_id, d.period_key, d.code, d.kind, m.amount, m.booked_on, x.booked_on
  FROM contributions_match m
  JOIN contributions_due d ON d.id = m.due_id
  LEFT JOIN contributions_match_reversal x ON x.match_id = m.id
 WHERE m.settlement_id = %s ORDER BY d.period_start, m.id
"""


def laid_by_settlement(settlement_id: int) -> tuple[LaidKept, ...]:
    """What a settlement laid on dues, oldest period first; what no longer counts says since when."""
    return tuple(LaidKept(*row) for row in rows(_LAID, [settlement_id]))
