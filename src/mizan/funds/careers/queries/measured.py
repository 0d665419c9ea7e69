"""What careers measure."""

from mizan.funds.access.measures import Measure

DISPUTED = Measure(
    "disputed",
    """
SELECT d.scheme::text AS fund, NULL::smallint AS wilaya, CASE WHEN d.answer_by < %(day)s THEN 'late' ELSE 'open' END AS part,
       false AS internal,
       1::bigint AS amount, 'dispute'::text AS kind, d.id
  FROM careers_dispute d
 WHERE d.opened_on <= %(day)s AND NOT EXISTS (
       SELECT 1 FROM careers_dispute_answer a WHERE a.dispute_id = d.id AND (a.answered_at AT TIME ZONE 'Africa/Algiers')::date <= %(day)s)
""",
)
"""Disputes on a month of a career without answer, those past their day apart."""
