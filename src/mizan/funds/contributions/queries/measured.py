"""What the accounts of contributions measure in money: received, unpaid and its age, fallen due and paid, transfers, differences."""

from collections.abc import Mapping

from mizan.funds.access.measures import Measure, Window
from mizan.funds.access.sql import rows
from mizan.funds.ledger.measured import LAID_CONTROL

PLACED = """
  LEFT JOIN people_employer e ON e.id = {payer}
  LEFT JOIN self_employed_affiliation w ON w.id = {payer}
"""
"""Where a payer is: an employer, or a person on their own account; null for who may not see it."""
WILAYA = "COALESCE(e.wilaya_code, w.wilaya_code)"
_LIVE = """d.booked_on <= %(day)s
   AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id AND r.booked_on <= %(day)s)"""
_LAID = """
    SELECT fund, branch, employer_id, due_id, amount, booked_on FROM contributions_match_share
    UNION ALL
    SELECT s.fund, s.branch, s.employer_id, s.due_id, -s.amount, x.booked_on
      FROM contributions_match_reversal x JOIN contributions_match_share s ON s.match_id = x.match_id
"""

LAID = Measure(
    "laid",
    f"""
SELECT m.fund::text AS fund, {WILAYA} AS wilaya, m.branch::text AS part,
       m.due_id IN (SELECT id FROM contributions_due WHERE debtor = 'CNAC') AS internal, m.amount, 'due'::text AS kind, m.due_id AS id
  FROM ({_LAID}) m {PLACED.format(payer="m.employer_id")}
 WHERE m.booked_on >= %(since)s AND m.booked_on < %(until)s
""",  # noqa: S608 - built from constants of this file
    control=LAID_CONTROL,
)
"""What was laid on dues, by the fund that owns it, less what came back. What CNAC pays as relief is internal to the funds together."""

# Counted in whole numbers, and only of what is unpaid: the calendar's numbers are numerics, which are slow by the ten thousand.
_MONTHS_LATE = """(extract(year FROM %(day)s::date)::integer * 12 + extract(month FROM %(day)s::date)::integer
           - extract(year FROM d.due_on)::integer * 12 - extract(month FROM d.due_on)::integer)"""
_REVERSED = "SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = {match} AND x.booked_on <= %(day)s"
_STILL_LAID = f"""
SELECT m.due_id, m.amount FROM contributions_match m WHERE m.booked_on <= %(day)s AND NOT EXISTS ({_REVERSED.format(match="m.id")})
"""  # noqa: S608 - built from constants of this file
# Which dues, first, and whether they are paid whole: then each of their shares is. Only the others ask what was laid on which share.
_DUES = f"""
WITH dues AS MATERIALIZED (
    SELECT d.id, d.employer_id, d.debtor, d.amount, COALESCE(sum(m.amount), 0)::bigint AS laid
      FROM contributions_due d LEFT JOIN ({_STILL_LAID}) m ON m.due_id = d.id
     WHERE d.due_on >= %(since)s AND d.due_on < %(until)s AND {_LIVE}
     GROUP BY d.id
)
"""  # noqa: S608 - built from constants of this file
_ON_SHARE = f"""
  LEFT JOIN LATERAL (SELECT sum(p.amount)::bigint AS amount FROM contributions_match_share p
                      WHERE d.laid <> 0 AND p.due_id = s.due_id AND p.rank = s.rank AND p.booked_on <= %(day)s
                        AND NOT EXISTS ({_REVERSED.format(match="p.match_id")}) OFFSET 0) l ON true
"""  # noqa: S608 - built from constants of this file
_LAID_ON_DUE = f"""
SELECT COALESCE(sum(m.amount), 0) AS laid FROM contributions_match m
 WHERE m.due_id = d.id AND m.booked_on <= %(day)s AND NOT EXISTS ({_REVERSED.format(match="m.id")}) OFFSET 0
"""  # noqa: S608 - built from constants of this file
_LAID_ON_SHARES = f""", laid AS (
    SELECT d.id AS due_id, p.rank, sum(p.amount)::bigint AS amount FROM (SELECT id FROM dues WHERE laid <> amount AND laid <> 0) d
     CROSS JOIN LATERAL (SELECT rank, amount FROM contributions_match_share p
                          WHERE p.due_id = d.id AND p.booked_on <= %(day)s
                            AND NOT EXISTS ({_REVERSED.format(match="p.match_id")}) OFFSET 0) p
     GROUP BY 1, 2
)
"""  # noqa: S608 - built from constants of this file
"""After the dues: what was laid on each share of those paid in part."""
_OF_DUES = " LEFT JOIN laid l ON l.due_id = s.due_id AND l.rank = s.rank"
_AGE = "CASE WHEN d.months < 3 THEN 'age:0' WHEN d.months < 12 THEN 'age:3' WHEN d.months < 36 THEN 'age:12' ELSE 'age:36' END"

# Dues not paid in time were kept apart (migrations/overdue.sql); those of days not looked at yet are looked at here: no due is among
# both. What was laid on them is joined, not asked of each: where they are a few among millions their keys are followed, where nearly
# every due is late the tables are read once. The last day looked at is asked first: known, it tells the planner how many they are.
_OVERDUE = f"""
WITH dues AS MATERIALIZED (
    SELECT d.id, d.employer_id, d.debtor, d.amount, COALESCE(sum(m.amount), 0)::bigint AS laid, {_MONTHS_LATE} AS months
      FROM (SELECT d.id, d.employer_id, d.debtor, d.amount, d.due_on, d.booked_on
              FROM contributions_overdue o JOIN contributions_due d ON d.id = o.due_id
             WHERE o.due_on < LEAST(%(looked)s::date, %(day)s::date)
             UNION ALL
            SELECT d.id, d.employer_id, d.debtor, d.amount, d.due_on, d.booked_on
              FROM contributions_due d WHERE d.due_on >= %(looked)s::date AND d.due_on < %(day)s) d
      LEFT JOIN ({_STILL_LAID}) m ON m.due_id = d.id
     WHERE {_LIVE}
     GROUP BY d.id, d.employer_id, d.debtor, d.amount, d.due_on
    HAVING d.amount <> COALESCE(sum(m.amount), 0)
)
"""  # noqa: S608 - built from constants of this file


def _looked(_window: Window) -> Mapping[str, object]:
    """The first day no night has looked at, as text (none was: before every day).

    A night that falls between this answer and the question changes nothing: what it keeps apart is of days from this one on.
    """
    return {"looked": rows("SELECT contributions_looked_until()::text")[0][0]}


# Every due and everything laid, each read from end to end: only what is unpaid is kept and asked for its shares.
_UNPAID_CONTROL = f"""
WITH dues AS MATERIALIZED (
    SELECT d.id, d.amount, COALESCE(m.amount, 0) AS laid
      FROM contributions_due d
      LEFT JOIN (SELECT m.due_id, sum(m.amount)::bigint AS amount FROM ({_STILL_LAID}) m GROUP BY 1) m ON m.due_id = d.id
     WHERE d.due_on < %(day)s AND d.amount <> COALESCE(m.amount, 0) AND {_LIVE}
){_LAID_ON_SHARES}
SELECT s.fund::text, sum(s.amount - COALESCE(l.amount, 0)) FROM dues d
 CROSS JOIN LATERAL (SELECT * FROM contributions_due_share s WHERE s.due_id = d.id OFFSET 0) s{_OF_DUES} GROUP BY 1
"""  # noqa: S608 - built from constants of this file

# What was laid on a share is asked of dues paid in part only, each by its key.
_REST = f"""
SELECT s.fund, s.amount - CASE WHEN d.laid = 0 THEN 0 ELSE (
           SELECT COALESCE(sum(p.amount), 0)::bigint FROM contributions_match_share p
            WHERE p.due_id = s.due_id AND p.rank = s.rank AND p.booked_on <= %(day)s
              AND NOT EXISTS ({_REVERSED.format(match="p.match_id")})) END AS amount
  FROM contributions_due_share s WHERE s.due_id = d.id OFFSET 0
"""  # noqa: S608 - built from constants of this file
UNPAID = Measure(
    "unpaid",
    f"""{_OVERDUE}
SELECT s.fund::text AS fund, {WILAYA} AS wilaya, {_AGE} AS part, d.debtor = 'CNAC' AS internal, s.amount, 'due'::text AS kind, d.id,
       d.months
  FROM dues d CROSS JOIN LATERAL ({_REST}) s
  {PLACED.format(payer="d.employer_id")}
 WHERE s.amount <> 0
""",  # noqa: S608 - built from constants of this file
    second="i.amount::numeric * i.months",
    control=_UNPAID_CONTROL,
    also=_looked,
)
"""What remains unpaid past its day, by the calendar months since that day (second: centimes times those months).

It is read from the dues kept apart as overdue; the control reads every due, so that one that was not kept apart fails the figure.
"""

FALLEN = Measure(
    "fallen",
    f"""{_DUES}{_LAID_ON_SHARES}
SELECT s.fund::text AS fund, {WILAYA} AS wilaya, s.branch::text AS part, d.debtor = 'CNAC' AS internal, s.amount, 'due'::text AS kind, d.id,
       CASE WHEN d.amount = d.laid THEN s.amount ELSE COALESCE(l.amount, 0) END AS paid
  FROM dues d JOIN contributions_due_share s ON s.due_id = d.id{_OF_DUES}
  {PLACED.format(payer="d.employer_id")}
""",  # noqa: S608 - built from constants of this file
    second="i.paid",
    walk=f"""
SELECT s.fund::text AS fund, {WILAYA} AS wilaya, s.branch::text AS part, d.debtor = 'CNAC' AS internal, s.amount, 'due'::text AS kind, d.id,
       CASE WHEN d.amount = d.laid THEN s.amount ELSE COALESCE(l.amount, 0) END AS paid, s.rank
  FROM (SELECT d.*, m.laid FROM contributions_due d CROSS JOIN LATERAL ({_LAID_ON_DUE}) m
         WHERE d.due_on >= %(since)s AND d.due_on < %(until)s AND d.funds && %(funds)s::text[] AND {_LIVE}) d
 CROSS JOIN LATERAL (SELECT * FROM contributions_due_share s WHERE s.due_id = d.id OFFSET 0) s {_ON_SHARE}
  {PLACED.format(payer="d.employer_id")}
 ORDER BY i.id DESC, i.rank""",  # noqa: S608 - built from constants of this file
)
"""What had to be paid in the window (second: what of it was paid by the end of the day of the cut-off)."""

_ORDERS = """
SELECT o.fund::text AS fund, NULL::smallint AS wilaya, 'transfer'::text AS part, false AS internal, o.amount, 'order'::text AS kind, o.id
  FROM contributions_transfer_order o{paid} WHERE o.ordered_on >= %(since)s AND o.ordered_on < %(until)s
"""
ORDERED = Measure("ordered", _ORDERS.format(paid=""))
"""What the collecting fund ordered to be paid over to the others."""

PAID_OVER = Measure(
    "paid_over",
    _ORDERS.format(
        paid=" JOIN contributions_transfer_settlement s ON s.order_id = o.id AND s.settled_on < %(until)s AND s.settled_on <= %(day)s"
    ),
)
"""What of it was paid over before the window ended."""

GAP = Measure(
    "gap",
    """
SELECT 'CNAS'::text AS fund, e.wilaya_code AS wilaya, CASE WHEN c.das_base > c.assessed_base THEN 'under' ELSE 'over' END AS part,
       false AS internal, abs(c.das_base - c.assessed_base) AS amount, 'case'::text AS kind, c.id
  FROM contributions_reconciliation_case c LEFT JOIN people_employer e ON e.id = c.employer_id
 WHERE c.opened_on <= %(day)s
   AND NOT EXISTS (SELECT 1 FROM contributions_case_step s WHERE s.case_id = c.id AND s.closes AND s.taken_on <= %(day)s)
""",
)
"""The wage bases of open differences between yearly and periodic declarations, either way."""

STATEMENTS_UNTIL = """
SELECT fund::text, max(closed_on) FROM contributions_statement WHERE imported_at <= %(known)s GROUP BY 1
"""
"""The last day the bank statements of each collecting fund reach."""
