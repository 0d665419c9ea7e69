"""What the register of the self-employed measures."""

from mizan.funds.access.measures import Measure

ACTIVE = Measure(
    "self_employed",
    """
SELECT 'CASNOS'::text AS fund, a.wilaya_code AS wilaya, a.activity::text AS part, false AS internal, 1::bigint AS amount,
       'affiliation'::text AS kind, a.id
  FROM self_employed_affiliation a WHERE a.started_on <= %(day)s AND (a.ended_on IS NULL OR a.ended_on > %(day)s)
""",
)
"""The self-employed affiliated on a day, one each."""
