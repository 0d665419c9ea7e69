"""Claims: the queue, and one with its steps."""

from __future__ import annotations

from mizan.funds.access.sql import Row, decoded, one, rows
from mizan.funds.benefits.types import AgainWaiting, Channel, ClaimKnown, ClaimWaiting, Kind, StepKind, StepKnown
from mizan.kernel.funds import Fund

_CLAIM = """
SELECT id, number, fund, kind, person_id, claimant_id, received_on, promised_on, told, channel, agency_code, opened_by_id, opened_at,
       EXISTS (SELECT 1 FROM benefits_claim_step s WHERE s.claim_id = c.id),
       ARRAY(SELECT d.id FROM benefits_decision d WHERE d.claim_id = c.id ORDER BY d.id)
  FROM benefits_claim c WHERE {} = %s
"""
_STEPS = "SELECT id, kind, by_id, to_account_id, detail, at FROM benefits_claim_step WHERE claim_id = %s ORDER BY id"
_LIVING = """
SELECT DISTINCT a.claim_id FROM benefits_award a JOIN benefits_claim c ON c.id = a.claim_id
 WHERE a.kind = %s AND c.channel <> 'existing'
   AND EXISTS (SELECT 1 FROM benefits_award_term t WHERE t.award_id = a.id AND t.known_until IS NULL AND t.ends_on IS NULL)
 ORDER BY 1 LIMIT %s
"""
_AGING = """
SELECT l.claim_id FROM (
    SELECT DISTINCT a.claim_id FROM benefits_award a JOIN benefits_claim c ON c.id = a.claim_id
     WHERE a.kind = %s AND c.channel <> 'existing'
       AND EXISTS (SELECT 1 FROM benefits_award_term t WHERE t.award_id = a.id AND t.known_until IS NULL AND t.ends_on IS NULL)) l
  JOIN benefits_decision d ON d.claim_id = l.claim_id
 WHERE NOT EXISTS (SELECT 1 FROM benefits_decision n WHERE n.supersedes_id = d.id)
   AND (d.record #> '{given,relation,value}' <@ '["spouse"]'::jsonb) IS NOT TRUE
 ORDER BY 1 LIMIT %s
"""
_QUEUE = """
SELECT claim_id, number, fund, kind, received_on, promised_on, agency_code, state, holder_id, since FROM benefits_queue(%s, %s, %s)
"""

_AGAIN = """
SELECT s.id, s.kind, s.by_id, s.to_account_id, s.detail, s.at FROM benefits_decision d, LATERAL benefits_again_step(d.claim_id, d.id, 0) s
 WHERE d.claim_id = %s AND NOT EXISTS (SELECT 1 FROM benefits_decision n WHERE n.supersedes_id = d.id)
"""
_AGAIN_QUEUE = "SELECT claim_id, number, fund, kind, agency_code, state, by_id, told, since FROM benefits_again_queue(%s)"


def again_waiting(*, limit: int = 200) -> tuple[AgainWaiting, ...]:
    """The decisions somebody is to look at again, the oldest word first; those of the officer's funds or agencies."""
    found = rows(_AGAIN_QUEUE, [limit])
    return tuple(AgainWaiting(*(*row[:2], Fund(row[2]), Kind(row[3]), *row[4:7], decoded(row[7]), row[8])) for row in found)


def again_said(claim_id: int) -> StepKnown | None:
    """The last word on deciding again on a claim's standing decision, if the asker has opened the file; None where none was said."""
    row = one(_AGAIN, [claim_id])
    return None if row is None else _step(row)


def claims_waiting(*, fund: Fund | None = None, agency_code: str = "", limit: int = 200) -> tuple[ClaimWaiting, ...]:
    """The claims nobody has decided, in order of promised date, without a name; those of the officer's funds or agencies."""
    found = rows(_QUEUE, ["" if fund is None else fund.value, agency_code, limit])
    return tuple(ClaimWaiting(*(*row[:2], Fund(row[2]), Kind(row[3]), *row[4:])) for row in found)


def about(claim_id: int) -> tuple[int, ...]:
    """The files a claim is about: whose rights, and who asks; the ids alone, for who is to open them. Empty for an unknown claim."""
    row = one("SELECT benefits_about(%s)", [claim_id])
    return tuple(dict.fromkeys(row[0])) if row and row[0] else ()


def claims_aging(kind: Kind, *, limit: int = 1_000_000) -> tuple[int, ...]:
    """Those of `claims_living` whose household holds somebody whose right an age or a day may end: not spouses alone; batch role."""
    return tuple(row[0] for row in rows(_AGING, [kind.value, limit]))


def claims_living(kind: Kind, *, limit: int = 1_000_000) -> tuple[int, ...]:
    """The claims of a kind that have given an award which is still due; batch role.

    Not those taken over: what time changes of an award that no facts are held of, its file said with its end.
    """
    return tuple(row[0] for row in rows(_LIVING, [kind.value, limit]))


def claim_of(claim_id: int) -> ClaimKnown | None:
    """A claim with its steps, if the asker has opened the file."""
    return _claim(one(_CLAIM.format("id"), [claim_id]))


def claim_numbered(number: str) -> ClaimKnown | None:
    """The claim of a number, if the asker has opened the file."""
    return _claim(one(_CLAIM.format("number"), [number]))


def _claim(row: Row | None) -> ClaimKnown | None:
    if row is None:
        return None
    has_steps, decisions = row[-2:]
    steps = tuple(_step(one) for one in rows(_STEPS, [row[0]])) if has_steps else ()
    head, told, tail = (row[0], row[1], Fund(row[2]), Kind(row[3]), *row[4:8]), decoded(row[8]), row[10:-2]
    return ClaimKnown(*(*head, told, Channel(row[9]), *tail, steps, tuple(decisions)))


def _step(row: Row) -> StepKnown:
    return StepKnown(row[0], StepKind(row[1]), row[2], row[3], decoded(row[4]), row[5])
