"""What benefits measure: files decided and open, what is paid, who is paid, what recomputation found."""

from mizan.funds.access.measures import Measure

_PLACE = """
  LEFT JOIN people_affiliation h ON h.person_id = {person} AND h.fund = {fund} AND h.known_until IS NULL
  LEFT JOIN people_agency g ON g.code = h.agency_code AND g.valid_until IS NULL
"""
"""The wilaya of the agency that holds the person's file: a person has one live affiliation to a fund, and an agency one open state."""
_DAY = "({at} AT TIME ZONE 'Africa/Algiers')::date"
_DECIDED_ON = _DAY.format(at="d.decided_at")
_FIRST = f"""
  FROM benefits_decision d JOIN benefits_claim c ON c.id = d.claim_id {_PLACE.format(person="d.person_id", fund="d.fund")}
 WHERE d.award_id IS NULL AND d.supersedes_id IS NULL AND c.channel <> 'existing'
   AND {_DECIDED_ON} >= %(since)s AND {_DECIDED_ON} < %(until)s
   AND {_DECIDED_ON} <= %(day)s"""
"""The first decisions on claims in the window; what was taken over from a former system was decided there."""


def _decided(name: str, amount: str, more: str = "") -> Measure:
    items = f"""
SELECT d.fund::text AS fund, g.wilaya_code AS wilaya, d.kind || ':' || d.outcome AS part, false AS internal, {amount} AS amount,
       'claim'::text AS kind, c.id {_FIRST}{more}
"""
    return Measure(name, items)


DECIDED = _decided("decided", "1::bigint")
"""Claims decided."""
DECIDED_DAYS = _decided("decided_days", f"({_DECIDED_ON} - c.received_on)::bigint")
"""The days from the receipt of a claim to its decision."""
GRANTED = _decided("granted", "1::bigint", " AND d.outcome = 'granted'")
"""Claims granted."""
GRANTED_DAYS = _decided("granted_days", f"({_DECIDED_ON} - c.received_on)::bigint", " AND d.outcome = 'granted'")
"""The days from the receipt of a claim to its grant."""
AUTOMATIC = _decided("automatic", "1::bigint", " AND d.automatic")
"""Claims decided without anybody's hand."""
STEPS = _decided(
    "steps",
    "(1 + (SELECT count(*) FROM benefits_claim_step s WHERE s.claim_id = c.id AND s.at <= d.decided_at))::bigint",
)
"""What was done on those claims: each step, and the decision."""

CLAIMED = Measure(
    "claimed",
    f"""
SELECT c.fund::text AS fund, g.wilaya_code AS wilaya, 'claim:' || c.channel AS part,
       false AS internal, 1::bigint AS amount, 'claim'::text AS kind, c.id
  FROM benefits_claim c {_PLACE.format(person="c.person_id", fund="c.fund")}
 WHERE c.received_on >= %(since)s AND c.received_on < %(until)s AND c.received_on <= %(day)s AND c.channel NOT IN ('officer', 'existing')
""",  # noqa: S608 - built from constants of this file
)
"""Claims received; those the fund opened by itself, or took over, asked nothing of anybody and are not counted."""

CLAIMED_ONLINE = Measure("claimed_online", f"SELECT * FROM ({CLAIMED.items}) c WHERE c.part IN ('claim:portal', 'claim:api')")  # noqa: S608 - constants
"""Those that came by the pages or another system."""

PAST_PROMISE = Measure(
    "past_promise",
    f"""
SELECT c.fund::text AS fund, g.wilaya_code AS wilaya, c.kind::text AS part,
       false AS internal, 1::bigint AS amount, 'claim'::text AS kind, c.id
  FROM benefits_claim c {_PLACE.format(person="c.person_id", fund="c.fund")}
 WHERE c.received_on <= %(day)s AND c.promised_on < %(day)s
   AND NOT EXISTS (SELECT 1 FROM benefits_decision d WHERE d.claim_id = c.id AND {_DECIDED_ON} <= %(day)s)
   AND NOT EXISTS (SELECT 1 FROM benefits_claim_step s WHERE s.claim_id = c.id AND s.kind = 'withdrawn'
      AND {_DAY.format(at="s.at")} <= %(day)s)
""",  # noqa: S608 - built from constants of this file
)
"""Claims still open after the day they were promised for."""

SICKNESS = Measure(
    "sickness",
    f"""
SELECT r.fund::text AS fund, g.wilaya_code AS wilaya, 'sickness'::text AS part,
       false AS internal, i.gross_m AS amount, 'instalment'::text AS kind, i.id
  FROM benefits_run r JOIN benefits_instalment i ON i.run_id = r.id JOIN benefits_award a ON a.id = i.award_id
  {_PLACE.format(person="a.person_id", fund="r.fund")}
 WHERE a.kind = 'sickness' AND r.month >= %(since)s AND r.month < %(until)s AND r.prepared_at <= %(known)s
   AND EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'approved' AND s.at <= %(known)s)
   AND NOT EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'cancelled' AND s.at <= %(known)s)
""",  # noqa: S608 - built from constants of this file
)
"""Daily allowances of sickness in the runs approved for the months of the window, gross."""

_PAID = """
SELECT DISTINCT ON (a.fund, a.person_id) a.fund::text AS fund, a.person_id, a.kind, a.id
  FROM benefits_award a JOIN benefits_award_term t ON t.award_id = a.id
 WHERE a.pays = 'monthly' AND t.starts_on <= %(day)s AND (t.ends_on IS NULL OR t.ends_on > %(day)s)
   AND t.known_from <= %(known)s AND (t.known_until IS NULL OR t.known_until > %(known)s) {kinds}
 ORDER BY a.fund, a.person_id, a.id
"""


def _persons(name: str, kinds: str) -> Measure:
    items = f"""
SELECT a.fund, g.wilaya_code AS wilaya, a.kind::text AS part, false AS internal, 1::bigint AS amount, 'award'::text AS kind, a.id
  FROM ({_PAID.format(kinds=kinds)}) a {_PLACE.format(person="a.person_id", fund="a.fund")}
"""  # noqa: S608 - built from constants of this file
    return Measure(name, items)


PENSIONERS = _persons("pensioners", "AND a.kind IN ('retirement', 'retirement_allowance')")
"""Persons with a retirement pension or allowance on a day, one each in a fund."""
PAID = _persons("paid", "")
"""Persons with a monthly benefit on a day, one each in a fund."""

_LAST_TURN = """
WITH ended AS (
    SELECT r.id, r.fund, r.scope, r.parts, r.part FROM benefits_recomputation r
      JOIN benefits_recomputed_block b ON b.recomputation_id = r.id AND b.is_last
     WHERE r.scope <> 'again' AND (b.at AT TIME ZONE 'Africa/Algiers')::date <= %(day)s
), latest AS (SELECT DISTINCT ON (fund) fund, scope, parts FROM ended ORDER BY fund, id DESC)
"""
_COMPUTED = (
    _LAST_TURN  # noqa: S608 - built from constants of this file
    + """
SELECT o.fund::text AS fund, NULL::smallint AS wilaya, o.scope::text AS part, false AS internal,
       (SELECT sum({sums}) FROM benefits_recomputed_block b WHERE b.recomputation_id = o.id)::bigint AS amount,
       'recomputation'::text AS kind, o.id
  FROM (SELECT DISTINCT ON (e.fund, e.part) e.* FROM ended e JOIN latest l USING (fund, scope, parts) ORDER BY e.fund, e.part, e.id DESC) o
"""
)
COMPARED = Measure("compared", _COMPUTED.format(sums="b.agreeing + b.differing"))
"""Awards compared by the last recomputation of everyone, or the last of each share of the nights."""
DIFFERING = Measure("differing", _COMPUTED.format(sums="b.differing"))
"""Those that differ."""

RUNS_UNTIL = """
SELECT r.fund::text, (max(r.month) + interval '1 month - 1 day')::date FROM benefits_run r
 WHERE EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'approved' AND s.at <= %(known)s)
   AND NOT EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'cancelled' AND s.at <= %(known)s)
 GROUP BY 1
"""
"""The last day of the last month each fund's benefits were paid for."""
