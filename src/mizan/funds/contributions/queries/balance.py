"""The balance: per fund, branch and month what is due, received, in arrears and owed to the owner; and the way down to a due."""

from __future__ import annotations

from datetime import date

from mizan.funds.contributions.queries.dues import DUE
from mizan.funds.contributions.sql import one, rows
from mizan.funds.contributions.types import BalanceRow, BalanceTable, DueBehind, DueKept, EmployerBalance, ReceivedBehind

MOVEMENTS = """
WITH due AS (
    SELECT s.fund, s.branch, d.month, d.employer_id, d.id AS due_id, s.amount
      FROM contributions_due_share s
      JOIN contributions_due d ON d.id = s.due_id
      LEFT JOIN contributions_due_reversal r ON r.due_id = d.id AND r.booked_on <= %(day)s
     WHERE d.booked_on <= %(day)s AND r.due_id IS NULL
), received AS (
    SELECT fund, branch, month, employer_id, due_id, booked_on AS day, amount
      FROM contributions_match_share WHERE booked_on <= %(day)s
    UNION ALL
    SELECT ms.fund, ms.branch, ms.month, ms.employer_id, ms.due_id, x.booked_on, -ms.amount
      FROM contributions_match_reversal x JOIN contributions_match_share ms ON ms.match_id = x.match_id WHERE x.booked_on <= %(day)s
), ordered AS (
    SELECT id, fund, lag(month + interval '1 month', 1, '-infinity') OVER (PARTITION BY fund ORDER BY month) AS since,
           month + interval '1 month' AS until
      FROM contributions_transfer_order WHERE ordered_on <= %(day)s
), paid_over AS (
    SELECT o.fund, o.since, o.until
      FROM ordered o JOIN contributions_transfer_settlement s ON s.order_id = o.id WHERE s.settled_on <= %(day)s
)
"""
# An order holds what was laid from the end of the month of the one before it until the end of its own: paid, that is no longer owed.
_TABLE = (
    MOVEMENTS  # noqa: S608 - built from constants of this file
    + """
SELECT fund, branch, month, sum(due)::bigint, sum(received)::bigint, sum(owed)::bigint FROM (
    SELECT fund, branch, month, sum(amount) AS due, 0 AS received, 0 AS owed FROM due GROUP BY 1, 2, 3
    UNION ALL
    SELECT r.fund, r.branch, r.month, 0, sum(r.amount),
           COALESCE(sum(r.amount) FILTER (WHERE r.fund NOT IN ('CNAS', 'CASNOS') AND p.fund IS NULL), 0)
      FROM (SELECT fund, branch, month, day, sum(amount) AS amount FROM received GROUP BY 1, 2, 3, 4) r
      LEFT JOIN paid_over p ON p.fund = r.fund AND r.day >= p.since AND r.day < p.until GROUP BY 1, 2, 3) t
 WHERE %(fund)s::text IS NULL OR fund = %(fund)s
 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
)
IN_MONTHS = "(%(month)s::date IS NULL OR {m} = %(month)s) AND (%(until)s::date IS NULL OR {m} <= %(until)s)"
"""One month, all those up to one, or all."""
_EMPLOYERS = (
    MOVEMENTS  # noqa: S608 - built from constants of this file
    + f"""
SELECT employer_id, sum(due)::bigint, sum(received)::bigint, sum(owed)::bigint FROM (
    SELECT employer_id, sum(amount) AS due, 0 AS received, 0 AS owed FROM due
     WHERE fund = %(fund)s AND branch = %(branch)s AND {IN_MONTHS.format(m="month")} GROUP BY 1
    UNION ALL
    SELECT r.employer_id, 0, sum(r.amount), COALESCE(sum(r.amount) FILTER (WHERE r.fund NOT IN ('CNAS', 'CASNOS') AND p.fund IS NULL), 0)
      FROM (SELECT employer_id, fund, day, sum(amount) AS amount FROM received
             WHERE fund = %(fund)s AND branch = %(branch)s AND {IN_MONTHS.format(m="month")} GROUP BY 1, 2, 3) r
      LEFT JOIN paid_over p ON p.fund = r.fund AND r.day >= p.since AND r.day < p.until GROUP BY 1) t
 GROUP BY 1 ORDER BY {{first}} DESC, 1 LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608 - built from constants of this file
)
_LARGEST = {"due": "sum(due)", "received": "sum(received)", "arrears": "sum(due) - sum(received)", "owed": "sum(owed)"}
_RECEIVED = f"""
SELECT m.due_id, d.period_key, d.code, m.booked_on, s.method, r.id, r.statement_no, r.line_ref, r.payer_name, sum(ms.amount)::bigint
  FROM contributions_match_share ms
  JOIN contributions_match m ON m.id = ms.match_id
  JOIN contributions_due d ON d.id = ms.due_id
  LEFT JOIN contributions_settlement s ON s.id = m.settlement_id
  LEFT JOIN contributions_receipt r ON r.id = s.receipt_id
 WHERE ms.employer_id = %(employer)s AND ms.fund = %(fund)s AND ms.branch = %(branch)s AND ms.booked_on <= %(day)s
   AND {IN_MONTHS.format(m="ms.month")}
   AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = ms.match_id AND x.booked_on <= %(day)s)
 GROUP BY m.id, m.due_id, d.period_key, d.code, m.booked_on, s.method, r.id, r.statement_no, r.line_ref, r.payer_name
 ORDER BY m.booked_on DESC, m.id
"""  # noqa: S608 - built from constants of this file
_BEHIND = f"""
SELECT b.id, b.due, b.received FROM (
    SELECT d.id, d.period_start, sum(s.amount)::bigint AS due,
           COALESCE((SELECT sum(ms.amount) FROM contributions_match_share ms
                      WHERE ms.due_id = d.id AND ms.fund = %(fund)s AND ms.branch = %(branch)s AND ms.booked_on <= %(day)s
                        AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal x
                                         WHERE x.match_id = ms.match_id AND x.booked_on <= %(day)s)), 0)::bigint AS received
      FROM contributions_due d JOIN contributions_due_share s ON s.due_id = d.id
     WHERE d.employer_id = %(employer)s AND s.fund = %(fund)s AND s.branch = %(branch)s AND d.booked_on <= %(day)s
       AND {IN_MONTHS.format(m="d.month")}
       AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id AND r.booked_on <= %(day)s)
     GROUP BY d.id, d.period_start) b ORDER BY b.period_start DESC, b.id
"""  # noqa: S608 - built from constants of this file
_CREDIT = "SELECT COALESCE(sum(amount), 0)::bigint FROM contributions_credit_movement WHERE booked_on <= %s"
_WAITING = """
SELECT COALESCE(sum(r.amount), 0)::bigint FROM contributions_receipt r JOIN contributions_statement t ON t.id = r.statement_id
 WHERE t.imported_at::date <= %s
   AND NOT EXISTS (SELECT 1 FROM contributions_settlement s WHERE s.receipt_id = r.id AND s.booked_on <= %s)
"""


def balance_table(as_of: date, *, fund: str | None = None) -> BalanceTable:
    """The balance at the end of `as_of`, for one fund or all those the asker may see; the month is the last one of the due's period."""
    found = rows(_TABLE, {"day": as_of, "fund": fund})
    credit = one(_CREDIT, [as_of])
    waiting = one(_WAITING, [as_of, as_of])
    return BalanceTable(as_of, tuple(BalanceRow(*row) for row in found), int(credit[0]) if credit else 0, int(waiting[0]) if waiting else 0)


def employers_of(
    fund: str,
    branch: str,
    *,
    as_of: date,
    month: date | None = None,
    until: date | None = None,
    by: str = "arrears",
    limit: int = 100,
    offset: int = 0,
) -> tuple[EmployerBalance, ...]:
    """The employers behind a fund's branch, the largest first `by` "due", "received", "arrears" or "owed".

    `month` keeps one month of dues, `until` all those up to one (both first days of months).
    """
    values = {"day": as_of, "fund": fund, "branch": branch, "month": month, "until": until, "limit": limit, "offset": offset}
    return tuple(EmployerBalance(*row) for row in rows(_EMPLOYERS.format(first=_LARGEST[by]), values))


def dues_behind(
    fund: str, branch: str, employer_id: int, *, as_of: date, month: date | None = None, until: date | None = None
) -> tuple[DueBehind, ...]:
    """The dues of an employer behind a fund's branch at the end of `as_of`, newest first; their parts sum to the employer's line.

    The parts are those of `as_of`; the due itself is as it stands today.
    """
    values = {"day": as_of, "fund": fund, "branch": branch, "employer": employer_id, "month": month, "until": until}
    parts = rows(_BEHIND, values)
    dues = {row[0]: DueKept(*row) for row in rows(DUE + "WHERE d.id = ANY (%s::bigint[])", [[part[0] for part in parts]])}
    return tuple(DueBehind(dues[due_id], due, received) for due_id, due, received in parts)


def received_behind(
    fund: str, branch: str, employer_id: int, *, as_of: date, month: date | None = None, until: date | None = None
) -> tuple[ReceivedBehind, ...]:
    """What was laid on an employer's dues for a fund's branch up to `as_of` and still counts, newest first; it sums to what it received.

    The bank line is the collecting fund's: for people of another fund it is left out.
    """
    values = {"day": as_of, "fund": fund, "branch": branch, "employer": employer_id, "month": month, "until": until}
    return tuple(ReceivedBehind(*row) for row in rows(_RECEIVED, values))
