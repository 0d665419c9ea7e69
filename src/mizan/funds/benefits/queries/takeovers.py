"""Questions on files of existing awards: which there are, and what is written of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from mizan.funds.access.sql import Row, array_of, decoded, one_row, rows
from mizan.funds.benefits.taken_over import FORMAT
from mizan.funds.benefits.types.takeovers import TakeoverKnown, TakeoverState
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import refused

_TAKEOVERS = """
SELECT t.id, t.fund, t.first_month, t.content_hash, t.awards, t.left_out, t.gross_m, t.net_m, t.proposed_by_id, t.proposed_at,
       a.by_id, a.at,
       COALESCE((SELECT s.kind FROM benefits_takeover_step s WHERE s.takeover_id = t.id ORDER BY s.id DESC LIMIT 1), 'proposed'),
       (SELECT count(*) FROM benefits_taken_over o WHERE o.takeover_id = t.id)
  FROM benefits_takeover t LEFT JOIN benefits_takeover_step a ON a.takeover_id = t.id AND a.kind = 'approved'
"""
_RECORDS = """
SELECT d.claim_id, d.record, d.law_version FROM benefits_decision d
 WHERE d.claim_id = ANY (%s::bigint[]) AND d.supersedes_id IS NULL AND d.record->>'format' = %s
"""
_STANDING = """
SELECT c.id FROM benefits_claim c WHERE c.id = ANY (%s::bigint[]) AND c.channel = 'existing'
   AND NOT EXISTS (SELECT 1 FROM benefits_claim_step s WHERE s.claim_id = c.id AND s.kind = 'answered')
"""
_PAID = """
SELECT a.person_id, a.kind, a.rights_of_id FROM benefits_award a
 WHERE a.fund = %s AND a.person_id = ANY (%s::bigint[]) AND a.pays = 'monthly'
   AND EXISTS (SELECT 1 FROM benefits_award_term t
                WHERE t.award_id = a.id AND t.known_from <= %s::timestamptz AND (t.known_until IS NULL OR t.known_until > %s::timestamptz)
                  AND (t.ends_on IS NULL OR t.ends_on > %s))
   AND NOT EXISTS (SELECT 1 FROM benefits_taken_over o WHERE o.award_id = a.id AND o.takeover_id = %s)
"""


def takeovers_of(fund: Fund | None = None, *, most: int = 100) -> tuple[TakeoverKnown, ...]:
    """The files of a fund (of every fund whose books the asker keeps), the latest first."""
    where, values = ("", []) if fund is None else (" WHERE t.fund = %s", [fund.value])
    return tuple(_known(row) for row in rows(f"{_TAKEOVERS}{where} ORDER BY t.id DESC LIMIT %s", [*values, most]))


def takeover_known(takeover_id: int) -> TakeoverKnown:
    """One file. Refused: ``takeover_unknown`` (there is none, or it may not be seen)."""
    found = rows(f"{_TAKEOVERS} WHERE t.id = %s", [takeover_id])
    if not found:
        raise refused("takeover_unknown", "takeover")
    return _known(found[0])


def takeover_standing(fund: Fund, content_hash: str) -> TakeoverKnown | None:
    """The file of these bytes that was not given up, if any."""
    found = rows(f"{_TAKEOVERS} WHERE t.fund = %s AND t.content_hash = %s ORDER BY t.id DESC", [fund.value, content_hash])
    return next((known for row in found if (known := _known(row)).state is not TakeoverState.CANCELLED), None)


def latest_first_month(fund: Fund) -> date | None:
    """The latest first month of a fund's files that were approved; None where there is none."""
    (found,) = one_row(
        "SELECT max(t.first_month) FROM benefits_takeover t JOIN benefits_takeover_step s ON s.takeover_id = t.id AND s.kind = 'approved' "
        "WHERE t.fund = %s",
        [fund.value],
    )
    return None if found is None else date.fromisoformat(str(found))


def refs_taken(fund: Fund, refs: Iterable[str]) -> dict[str, int]:
    """Which numbers of the former system were taken over in a fund, and by which file."""
    return dict(
        rows("SELECT ref, takeover_id FROM benefits_taken_over WHERE fund = %s AND ref = ANY (%s::text[])", [fund.value, array_of(refs)])
    )


def paid_already(
    fund: Fund, persons: Iterable[int], *, on: date, at: datetime | None, save: int | None = None
) -> frozenset[tuple[int, str, int]]:
    """Who is paid what on whose rights by a fund from a day on, as held true at a moment (None: now): person, kind, whose rights.

    `save` leaves out what this file gave.
    """
    moment = "infinity" if at is None else at.isoformat()
    found = rows(_PAID, [fund.value, array_of(persons), moment, moment, on, save or 0])
    return frozenset((row[0], row[1], row[2]) for row in found)


def kin_among(account_id: int, persons: Iterable[int]) -> frozenset[int]:
    """Those of some persons who are behind an account or of its household; in the batch role."""
    return frozenset(one_row("SELECT benefits_kin_among(%s, %s::bigint[])", [account_id, array_of(set(persons))])[0])


def takeover_unfinished(fund: Fund) -> bool:
    """Whether a file of a fund is approved and not written whole yet."""
    return bool(one_row("SELECT benefits_takeover_unfinished(%s)", [fund.value])[0])


def standing_as_taken(claim_ids: Iterable[int]) -> frozenset[int]:
    """Those of some claims whose awards were taken over and on which nothing was told since: no fact is held of them."""
    wanted = list(claim_ids)
    return frozenset(row[0] for row in rows(_STANDING, [array_of(wanted)])) if wanted else frozenset()


def records_taken(claim_ids: Iterable[int]) -> dict[int, tuple[Mapping[str, Any], str]]:
    """The record of what was taken over, and the version of the law, by claim; of those alone that were."""
    return {row[0]: (decoded(row[1]), row[2]) for row in rows(_RECORDS, [array_of(claim_ids), FORMAT])}


def _known(row: Row) -> TakeoverKnown:
    return TakeoverKnown(*(row[0], Fund(row[1]), *row[2:12], TakeoverState(row[12]), int(row[13])))
