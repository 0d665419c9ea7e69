"""What the accounts of contributions measure in money: received, unpaid and its age, fallen due and paid, transfers, differences."""

from mizan.funds.access.measures import Measure
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
       d.debtor = 'CNAC' AS internal, m.amount, 'due'::text AS kind, m.due_id AS id
  FROM ({_LAID}) m JOIN contributions_due d ON d.id = m.due_id {PLACED.format(payer="m.employer_id")}
 WHERE m.booked_on >= %(since)s AND m.booked_on < %(until)s
""",  # noqa: S608 - built from constants of this file
    control=LAID_CONTROL,
)
"""What was laid on dues, by the fund that owns it, less what came back. What CNAC pays as relief is internal to the funds together."""

_MONTHS_LATE = """((extract(year FROM %(day)s::date) - extract(year FROM d.due_on)) * 12
           + extract(month FROM %(day)s::date) - extract(month FROM d.due_on))::integer"""
# Which dues, first, and whether they are paid whole: then each of their shares is. Only the others ask what was laid on which share.
_DUES = f"""
WITH dues AS MATERIALIZED (
    SELECT d.id, d.employer_id, d.debtor, d.amount = COALESCE(m.amount, 0) AS paid, {_MONTHS_LATE} AS months
      FROM contributions_due d
      LEFT JOIN (SELECT m.due_id, sum(m.amount) AS amount FROM contributions_match m
                  WHERE m.booked_on <= %(day)s
                    AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = m.id AND x.booked_on <= %(day)s)
                  GROUP BY 1) m ON m.due_id = d.id
     WHERE {{which}} AND {_LIVE}
), laid AS (
    SELECT s.due_id, s.rank, sum(s.amount)::bigint AS amount FROM dues d JOIN contributions_match_share s ON s.due_id = d.id
     WHERE NOT d.paid AND s.booked_on <= %(day)s
       AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = s.match_id AND x.booked_on <= %(day)s)
     GROUP BY 1, 2
)
"""  # noqa: S608 - built from constants of this file
_SHARES = f"""
  FROM dues d JOIN contributions_due_share s ON s.due_id = d.id LEFT JOIN laid l ON l.due_id = s.due_id AND l.rank = s.rank
  {PLACED.format(payer="d.employer_id")}
"""
_AGE = "CASE WHEN d.months < 3 THEN 'age:0' WHEN d.months < 12 THEN 'age:3' WHEN d.months < 36 THEN 'age:12' ELSE 'age:36' END"

UNPAID = Measure(
    "unpaid",
    f"""{_DUES.format(which="d.due_on < %(day)s")}
SELECT s.fund::text AS fund, {WILAYA} AS wilaya, {_AGE} AS part, d.debtor = 'CNAC' AS internal, s.amount - COALESCE(l.amount, 0) AS amount,
       'due'::text AS kind, d.id, d.months
{_SHARES} WHERE NOT d.paid AND s.amount <> COALESCE(l.amount, 0)
""",
    second="i.amount::numeric * i.months",
)
"""What remains unpaid past its day, by the calendar months since that day (second: centimes times those months)."""

FALLEN = Measure(
    "fallen",
    f"""{_DUES.format(which="d.due_on >= %(since)s AND d.due_on < %(until)s")}
SELECT s.fund::text AS fund, {WILAYA} AS wilaya, s.branch::text AS part, d.debtor = 'CNAC' AS internal, s.amount, 'due'::text AS kind, d.id,
       CASE WHEN d.paid THEN s.amount ELSE COALESCE(l.amount, 0) END AS paid
{_SHARES}""",
    second="i.paid",
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
