"""What the register measures for indicators: instructions by where they stand, and budgets in force."""

from mizan.funds.access.measures import Measure

INSTRUCTIONS = Measure(
    "instructions",
    """
SELECT o.fund, NULL::smallint AS wilaya, 'status:' || s.status AS part, false AS internal, 1::bigint AS amount,
       'instruction'::text AS kind, s.root_id AS id, (s.status = 'done')::integer AS done
  FROM (SELECT DISTINCT ON (root_id) root_id, fund::text, status FROM steering_status
         WHERE day <= %(day)s AND at <= %(known)s ORDER BY root_id, day DESC) s
 CROSS JOIN LATERAL (SELECT s.fund UNION SELECT '') o(fund)
""",
    second="i.done",
)
"""Instructions at the end of the last day kept, one each (second: those done); for the funds together, every one of them."""

BUDGET = Measure(
    "budget",
    """
SELECT b.fund, NULL::smallint AS wilaya, 'document:' || b.series AS part, false AS internal, b.value AS amount,
       'document'::text AS kind, b.id
  FROM (SELECT DISTINCT ON (r.fund) r.fund::text, d.series, r.value, d.id
          FROM steering_adoption a JOIN steering_document d ON d.id = a.document_id
          JOIN steering_document_row r ON r.document_id = d.id
         WHERE r.indicator = 'spending' AND r.kind = 'budget' AND r.starts <= %(since)s AND %(since)s < r.ends AND a.at <= %(known)s
           AND NOT EXISTS (SELECT 1 FROM steering_document n JOIN steering_adoption m ON m.document_id = n.id
                            WHERE n.series = d.series AND n.version > d.version AND m.at <= %(known)s)
         ORDER BY r.fund, r.ends - r.starts, d.adopted_on DESC, a.at DESC, d.id DESC) b
""",
    second="1",
)
"""The budget of spending in force for the month (second: one): the shortest period, then the last adopted, as for the table."""
