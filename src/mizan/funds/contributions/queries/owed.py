"""What is to be paid over to an owner, opened: what was received, less each transfer paid, and the movements that remain."""

from __future__ import annotations

from datetime import date

from mizan.funds.contributions.queries.balance import IN_MONTHS, MOVEMENTS
from mizan.funds.contributions.sql import rows
from mizan.funds.contributions.types import EmployerReceived, MovementBehind, TransferBehind

_HERE = f"""r.fund = %(fund)s AND (%(branch)s::text IS NULL OR r.branch = %(branch)s)
   AND (%(employer)s::bigint IS NULL OR r.employer_id = %(employer)s) AND {IN_MONTHS.format(m="r.month")}"""
_TRANSFERS = (
    MOVEMENTS
    + f"""
SELECT o.id, t.month, t.ordered_on, s.settled_on, COALESCE(sum(r.amount), 0)::bigint
  FROM ordered o
  JOIN contributions_transfer_order t ON t.id = o.id
  LEFT JOIN contributions_transfer_settlement s ON s.order_id = o.id AND s.settled_on <= %(day)s
  LEFT JOIN received r ON r.day >= o.since AND r.day < o.until AND {_HERE}
 WHERE o.fund = %(fund)s
 GROUP BY o.id, t.month, t.ordered_on, s.settled_on HAVING COALESCE(sum(r.amount), 0) <> 0 ORDER BY t.month
"""  # noqa: S608 - built from constants of this file
)
_WINDOWS = {
    "owed": "NOT EXISTS (SELECT 1 FROM paid_over p WHERE p.fund = r.fund AND r.day >= p.since AND r.day < p.until)",
    "order": "EXISTS (SELECT 1 FROM ordered o WHERE o.id = %(order)s AND o.fund = r.fund AND r.day >= o.since AND r.day < o.until)",
}
"""What is not paid over yet, or what one order holds."""
_EMPLOYERS = (
    MOVEMENTS
    + f"""
SELECT r.employer_id, sum(r.amount)::bigint FROM received r WHERE {_HERE} AND {_WINDOWS["order"]}
 GROUP BY 1 HAVING sum(r.amount) <> 0 ORDER BY 2 DESC, 1 LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608 - built from constants of this file
)
_LINES = """
SELECT r.due_id, d.period_key, d.code, r.day, r.returned, s.method, b.id, b.statement_no, b.line_ref, b.payer_name, sum(r.amount)::bigint
  FROM (SELECT match_id, fund, branch, month, employer_id, due_id, booked_on AS day, amount, false AS returned
          FROM contributions_match_share WHERE employer_id = %(employer)s AND booked_on <= %(day)s
        UNION ALL
        SELECT ms.match_id, ms.fund, ms.branch, ms.month, ms.employer_id, ms.due_id, x.booked_on, -ms.amount, true
          FROM contributions_match_reversal x JOIN contributions_match_share ms ON ms.match_id = x.match_id
         WHERE ms.employer_id = %(employer)s AND x.booked_on <= %(day)s) r
  JOIN contributions_match m ON m.id = r.match_id
  JOIN contributions_due d ON d.id = r.due_id
  LEFT JOIN contributions_settlement s ON s.id = m.settlement_id
  LEFT JOIN contributions_receipt b ON b.id = s.receipt_id
"""


def transfers_behind(
    fund: str,
    branch: str | None = None,
    *,
    as_of: date,
    month: date | None = None,
    until: date | None = None,
    employer_id: int | None = None,
) -> tuple[TransferBehind, ...]:
    """The transfer orders of a fund up to `as_of`, oldest first, each with its part here (branch, employer, months of dues).

    What was received here, less the parts of the orders that are paid, is what is to be paid over. Orders with no part are left out.
    """
    values = {"day": as_of, "fund": fund, "branch": branch, "month": month, "until": until, "employer": employer_id}
    return tuple(TransferBehind(*row) for row in rows(_TRANSFERS, values))


def employers_of_order(order_id: int, fund: str, branch: str, *, limit: int = 100, offset: int = 0) -> tuple[EmployerReceived, ...]:
    """Whose receipts an order holds for a branch, the largest first; they sum to the order's line."""
    values = {
        "day": date.max, "fund": fund, "branch": branch, "month": None, "until": None, "employer": None, "order": order_id,
        "limit": limit, "offset": offset,
    }  # fmt: skip
    return tuple(EmployerReceived(*row) for row in rows(_EMPLOYERS, values))


def movements_behind(
    fund: str,
    branch: str,
    employer_id: int,
    *,
    as_of: date,
    month: date | None = None,
    until: date | None = None,
    order_id: int | None = None,
) -> tuple[MovementBehind, ...]:
    """What was laid on an employer's dues for a branch, or came back (negative), and is not paid over at `as_of`; newest first.

    With `order_id`, what that order holds instead. It sums to the figure that was opened. The bank line is the collecting fund's.
    """
    values = {
        "day": as_of, "fund": fund, "branch": branch, "month": month, "until": until, "employer": employer_id, "order": order_id,
    }  # fmt: skip
    window = _WINDOWS["owed" if order_id is None else "order"]
    statement = (
        f"{MOVEMENTS}{_LINES} WHERE {_HERE} AND {window}"
        " GROUP BY r.match_id, r.due_id, d.period_key, d.code, r.day, r.returned, s.method, b.id, b.statement_no, b.line_ref, b.payer_name"
        " ORDER BY r.day DESC, r.match_id, r.returned"
    )
    return tuple(MovementBehind(*row) for row in rows(statement, values))
