"""What remains of dues, share by share: what a receipt or a credit can be laid on."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from mizan.funds.contributions.allocation import OpenShare, tier_of
from mizan.funds.contributions.sql import array_of, rows

_OPEN = """
WITH open AS (
    SELECT d.id, d.employer_id, d.period_key, d.due_on, d.code, d.kind, d.debtor, d.month
      FROM contributions_due d
      LEFT JOIN (SELECT m.due_id, sum(m.amount) AS laid FROM contributions_match m
                  WHERE {where_match} AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal r WHERE r.match_id = m.id)
                  GROUP BY m.due_id) p ON p.due_id = d.id
     WHERE {where_due} AND d.debtor = %s AND d.amount <> COALESCE(p.laid, 0)
       AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal v WHERE v.due_id = d.id)
)
SELECT o.id, s.rank, o.employer_id, o.period_key, o.due_on, o.code, o.kind, o.month, s.branch, s.payer, s.fund,
       (s.amount - COALESCE((SELECT sum(ms.amount) FROM contributions_match_share ms WHERE ms.due_id = o.id AND ms.rank = s.rank
                               AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal r WHERE r.match_id = ms.match_id)), 0))::bigint
  FROM open o JOIN contributions_due_share s ON s.due_id = o.id
"""
_BY_EMPLOYER = _OPEN.format(where_match="m.employer_id = %s", where_due="d.employer_id = %s")
_BY_EMPLOYERS = _OPEN.format(where_match="m.employer_id = ANY (%s::bigint[])", where_due="d.employer_id = ANY (%s::bigint[])")
_BY_DUE = _OPEN.format(where_match="m.due_id = ANY (%s::bigint[])", where_due="d.id = ANY (%s::bigint[])")

_CODES = {code: place for place, code in enumerate(("R22", "R06", "R07", "R98", "R38", "ART15"))}


class Remaining(NamedTuple):
    """What remains of one share (negative for a due that is a credit note)."""

    due_id: int
    rank: int
    employer_id: int
    period_key: str
    due_on: date
    code: str
    kind: str
    month: date
    branch: str
    payer: str
    fund: str
    amount: int

    def open_share(self) -> OpenShare:
        """As the allocation wants it."""
        place = _CODES.get(self.code, len(_CODES)) * 32 + self.rank
        return OpenShare(
            self.due_id,
            self.rank,
            self.period_key,
            self.due_on,
            tier_of(self.payer, self.kind),
            place,
            self.amount,
        )


def remaining_of(employer_id: int, *, debtor: str = "EMPLOYER") -> list[Remaining]:
    """What remains of all live dues of an employer that one debtor owes."""
    return [Remaining(*row) for row in rows(_BY_EMPLOYER, [employer_id, employer_id, debtor])]


def remaining_of_each(employer_ids: Iterable[int], *, debtor: str = "EMPLOYER") -> dict[int, list[Remaining]]:
    """What remains of all live dues of each of these employers that one debtor owes; all are there, those who owe nothing too."""
    found: dict[int, list[Remaining]] = {employer_id: [] for employer_id in employer_ids}
    for row in rows(_BY_EMPLOYERS, [list(found), list(found), debtor]) if found else ():
        share = Remaining(*row)
        found[share.employer_id].append(share)
    return found


def remaining_on(due_ids: Sequence[int], *, debtor: str = "EMPLOYER") -> list[Remaining]:
    """What remains of these dues."""
    ids = array_of(due_ids)
    return [Remaining(*row) for row in rows(_BY_DUE, [ids, ids, debtor])]


def employers_owed(due_ids: Sequence[int], *, debtor: str) -> list[int] | None:
    """On whose accounts these dues of one debtor stand; None when one of them is not such a due, or is out of sight."""
    wanted = set(due_ids)
    found = rows("SELECT id, employer_id FROM contributions_due WHERE id = ANY (%s::bigint[]) AND debtor = %s", [list(wanted), debtor])
    return sorted({row[1] for row in found}) if wanted and len(found) == len(wanted) else None
