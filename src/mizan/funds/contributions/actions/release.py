"""Take back what was laid on dues: it becomes the credit of whoever paid it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.postings import Borne, Leg, received
from mizan.funds.contributions.sql import columns, rows, run
from mizan.kernel.funds import Branch

_LAID = """
SELECT m.id, m.employer_id, d.debtor, m.settlement_id, s.branch, s.amount
  FROM contributions_match m JOIN contributions_due d ON d.id = m.due_id JOIN contributions_match_share s ON s.match_id = m.id
 WHERE {where} AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal r WHERE r.match_id = m.id)
"""
_ON_DUES = _LAID.format(where="m.due_id = ANY (%s::bigint[])")
_OF_SETTLEMENTS = _LAID.format(where="m.settlement_id = ANY (%s::bigint[])")
_INSERT = """
WITH reversal AS (
    INSERT INTO contributions_match_reversal (match_id, employer_id, reason, entry_id, booked_on, recorded_at)
    SELECT m.id, m.employer_id, %s, %s, %s, %s FROM unnest(%s::bigint[], %s::bigint[]) AS m(id, employer_id)
)
INSERT INTO contributions_credit_movement (id, employer_id, debtor, amount, cause, settlement_id, entry_id, booked_on, recorded_at)
SELECT nextval('contributions_credit_movement_id_seq'), c.employer_id, c.debtor, c.amount, 'released', c.settlement_id, %s, %s, %s
  FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::bigint[]) AS c(employer_id, debtor, settlement_id, amount) WHERE c.amount <> 0
"""

Laid = tuple[int, int, str, int, str, int]
"""A share of a live match: match, employer, debtor, settlement, branch, centimes."""


def laid_on(due_ids: Sequence[int]) -> list[Laid]:
    """The shares of the live matches on these dues."""
    return [(r[0], r[1], r[2], r[3], r[4], r[5]) for r in rows(_ON_DUES, [list(due_ids)])]


def laid_by(settlement_ids: Sequence[int]) -> list[Laid]:
    """The shares of the live matches of these settlements."""
    return [(r[0], r[1], r[2], r[3], r[4], r[5]) for r in rows(_OF_SETTLEMENTS, [list(settlement_ids)])]


def legs_of(laid: Sequence[Laid]) -> list[Leg]:
    """The legs of taking matches back into credit."""
    return received([Borne(debtor, Branch(branch), -amount) for _, _, debtor, _, branch, amount in laid], source="employer_credit")


def write_release(laid: Sequence[Laid], *, reason: str, entry_id: int, at: datetime) -> None:
    """Write the reversals of the matches and the credit they give back, by settlement."""
    day = accounting_day(at)
    matches = sorted({(match, employer) for match, employer, *_ in laid})
    credits: defaultdict[tuple[int, str, int], int] = defaultdict(int)
    for _, employer, debtor, settlement, _, amount in laid:
        credits[employer, debtor, settlement] += amount
    given = [(*key, amount) for key, amount in credits.items()]
    run(_INSERT, [reason, entry_id, day, at, *columns(matches), entry_id, day, at, *columns(given)])
