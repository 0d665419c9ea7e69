"""Take back what was laid on dues: it becomes the credit of whoever paid it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.postings import Borne, Leg, received
from mizan.funds.contributions.sql import columns, rows, run
from mizan.kernel.funds import Branch

_LAID = """
SELECT m.id, m.employer_id, d.debtor, m.settlement_id, m.due_id, s.branch, s.amount
  FROM contributions_match m JOIN contributions_due d ON d.id = m.due_id JOIN contributions_match_share s ON s.match_id = m.id
 WHERE {where} AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal r WHERE r.match_id = m.id) ORDER BY m.id, s.rank
"""
"""In one order: credits given back are written in it, and the same acts must leave the same rows."""
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


class Laid(NamedTuple):
    """A share of a live match."""

    match_id: int
    employer_id: int
    debtor: str
    settlement_id: int
    due_id: int
    branch: str
    amount: int


def laid_on(due_ids: Sequence[int]) -> list[Laid]:
    """The shares of the live matches on these dues."""
    return [Laid(*row) for row in rows(_ON_DUES, [list(due_ids)])]


def laid_by(settlement_ids: Sequence[int]) -> list[Laid]:
    """The shares of the live matches of these settlements."""
    return [Laid(*row) for row in rows(_OF_SETTLEMENTS, [list(settlement_ids)])]


def legs_of(laid: Sequence[Laid]) -> list[Leg]:
    """The legs of taking matches back into credit."""
    return received([Borne(share.debtor, Branch(share.branch), -share.amount) for share in laid], source="employer_credit")


def write_release(laid: Sequence[Laid], *, reason: str, entry_id: int, at: datetime) -> None:
    """Write the reversals of the matches and the credit they give back, by settlement."""
    day = accounting_day(at)
    matches = sorted({(share.match_id, share.employer_id) for share in laid})
    given_back: defaultdict[tuple[int, str, int], int] = defaultdict(int)
    for share in laid:
        given_back[share.employer_id, share.debtor, share.settlement_id] += share.amount
    given = [(*key, amount) for key, amount in given_back.items()]
    run(_INSERT, [reason, entry_id, day, at, *columns(matches), entry_id, day, at, *columns(given)])
