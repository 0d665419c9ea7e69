"""Credits: what is held for an employer, or for an institution on its account, and laid on no due."""

from __future__ import annotations

from datetime import date

from mizan.funds.contributions.sql import one, rows
from mizan.funds.contributions.types import CreditHeld, CreditMovementKept

_HELD = """
SELECT employer_id, debtor, sum(amount)::bigint FROM contributions_credit_movement WHERE booked_on <= %s
 GROUP BY 1, 2 HAVING sum(amount) <> 0 ORDER BY 3 DESC, 1, 2 LIMIT %s OFFSET %s
"""
_MOVEMENTS = """
SELECT c.booked_on, c.cause, c.amount, c.due_id, c.settlement_id, r.id, r.statement_no, r.line_ref
  FROM contributions_credit_movement c
  LEFT JOIN contributions_settlement s ON s.id = c.settlement_id
  LEFT JOIN contributions_receipt r ON r.id = s.receipt_id
 WHERE c.employer_id = %s AND c.debtor = %s AND c.booked_on <= %s ORDER BY c.id DESC
"""


def credit_of(employer_id: int, *, debtor: str = "EMPLOYER") -> int:
    """The employer's credit in centimes (or that of the institution `debtor` on its account)."""
    found = one(
        "SELECT COALESCE(sum(amount), 0)::bigint FROM contributions_credit_movement WHERE employer_id = %s AND debtor = %s",
        [employer_id, debtor],
    )
    return int(found[0]) if found else 0


def credits_held(*, as_of: date, limit: int = 100, offset: int = 0) -> tuple[CreditHeld, ...]:
    """The credits held at the end of a day, the largest first; all together they sum to the balance's credit."""
    return tuple(CreditHeld(*row) for row in rows(_HELD, [as_of, limit, offset]))


def credit_movements_of(employer_id: int, *, debtor: str = "EMPLOYER", as_of: date = date.max) -> tuple[CreditMovementKept, ...]:
    """What made a credit, newest first; it sums to the credit of the day."""
    return tuple(CreditMovementKept(*row) for row in rows(_MOVEMENTS, [employer_id, debtor, as_of]))
