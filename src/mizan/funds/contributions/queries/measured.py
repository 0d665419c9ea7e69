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
       m.due_id IN (SELECT id FROM contributions_due WHERE debtor = 'CNAC') AS internal, m.amount, 'due'::text AS kind, m.due_id AS id
  FROM ({_LAID}) m {PLACED.format(payer="m.employer_id")}
 WHERE m.booked_on >= %(since)s AND m.booked_on < %(until)s
""",  # noqa: S608 - built from constants of this file
    control=LAID_CONTROL,
)
"""What was laid on dues, by the fund that owns it, less what came back. What CNAC pays as relief is internal to the funds together."""

_MONTHS_LATE = """((extract(year FROM %(day)s::date) - extract(year FROM d.due_on)) * 12
           + extract(month FROM %(day)s::date) - extract(month FROM d.due_on))::integer"""
# Which dues, first, and whether they are paid whole: then each of their shares is. Only the others ask what was laid on which share.
_REVERSED = "SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = {match} AND x.booked_on <= %(day)s"
_DUES = f"""
WITH dues AS MATERIALIZED (
    SELECT d.id, d.employer_id, d.debtor, d.amount = COALESCE(m.amount, 0) AS paid, COALESCE(m.amount, 0) AS laid, {_MONTHS_LATE} AS months
      FROM contributions_due d
      LEFT JOIN (SELECT m.due_id, sum(m.amount) AS amount FROM contributions_match m
                  WHERE m.booked_on <= %(day)s AND NOT EXISTS ({_REVERSED.format(match="m.id")})
                  GROUP BY 1) m ON m.due_id = d.id
     WHERE {{which}} AND {_LIVE}
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
    SELECT d.id AS due_id, p.rank, sum(p.amount)::bigint AS amount FROM (SELECT id FROM dues WHERE NOT paid AND laid <> 0) d
     CROSS JOIN LATERAL (SELECT rank, amount FROM contributions_match_share p
                          WHERE p.due_id = d.id AND p.booked_on <= %(day)s
                            AND NOT EXISTS ({_REVERSED.format(match="p.match_id")}) OFFSET 0) p
     GROUP BY 1, 2
)
"""  # noqa: S608 - built from constants of this file
"""After the dues: what was laid on each share of those paid in part."""
_OF_DUES = " LEFT JOIN laid l ON l.due_id = s.due_id AND l.rank = s.rank"
_AGE = "CASE WHEN d.months < 3 THEN 'age:0' WHEN d.months < 12 THEN 'age:3' WHEN d.months < 36 THEN 'age:12' ELSE 'age:36' END"

# Dues not paid in time were kept apart (migrations/overdue.sql); those of days not looked at yet are looked at here. Each is then
# asked, by its key, what was laid on it by the day.
_OVERDUE = f"""
WITH dues AS MATERIALIZED (
    SELECT d.id, d.employer_id, d.debtor, false AS paid, m.laid, {_MONTHS_LATE} AS months
      FROM (SELECT due_id FROM contributions_overdue WHERE due_on < %(day)s
             UNION SELECT id FROM contributions_due WHERE due_on >= (SELECT contributions_looked_until()) AND due_on < %(day)s) o
     CROSS JOIN LATERAL (SELECT * FROM contributions_due WHERE id = o.due_id OFFSET 0) d
     CROSS JOIN LATERAL ({_LAID_ON_DUE}) m
     WHERE d.amount <> m.laid AND {_LIVE}
)
"""  # noqa: S608 - built from constants of this file
_UNPAID_CONTROL = f"""{_DUES.format(which="d.due_on < %(day)s")}{_LAID_ON_SHARES}
SELECT s.fund::text, sum(s.amount - COALESCE(l.amount, 0)) FROM (SELECT * FROM dues WHERE NOT paid) d
 CROSS JOIN LATERAL (SELECT * FROM contributions_due_share s WHERE s.due_id = d.id OFFSET 0) s{_OF_DUES} GROUP BY 1
"""  # noqa: S608 - built from constants of this file

UNPAID = Measure(
    "unpaid",
    f"""{_OVERDUE}{_LAID_ON_SHARES}
SELECT s.fund::text AS fund, {WILAYA} AS wilaya, {_AGE} AS part, d.debtor = 'CNAC' AS internal, s.amount - COALESCE(l.amount, 0) AS amount,
       'due'::text AS kind, d.id, d.months
  FROM dues d CROSS JOIN LATERAL (SELECT * FROM contributions_due_share s WHERE s.due_id = d.id OFFSET 0) s{_OF_DUES}
  {PLACED.format(payer="d.employer_id")}
 WHERE s.amount <> COALESCE(l.amount, 0)
""",  # noqa: S608 - built from constants of this file
    second="i.amount::numeric * i.months",
    control=_UNPAID_CONTROL,
)
"""What remains unpaid past its day, by the calendar months since that day (second: centimes times those months).

It is read from the dues kept apart as overdue; the control reads every due, so that one that was not kept apart fails the figure.
"""

FALLEN = Measure(
    "fallen",
    f"""{_DUES.format(which="d.due_on >= %(since)s AND d.due_on < %(until)s")}{_LAID_ON_SHARES}
SELECT s.fund::text AS fund, {WILAYA} AS wilaya, s.branch::text AS part, d.debtor = 'CNAC' AS internal, s.amount, 'due'::text AS kind, d.id,
       CASE WHEN d.paid THEN s.amount ELSE COALESCE(l.amount, 0) END AS paid
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
