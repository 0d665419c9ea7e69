"""Two stretches of approved runs compared award by award: the ground of the bridge of spending in a review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from mizan.funds.access.sql import rows
from mizan.kernel.periods import Period

_SIDE = """
    SELECT (extract(year FROM r.month) - extract(year FROM {starts}::date)) * 12
           + extract(month FROM r.month) - extract(month FROM {starts}::date) AS place,
           r.fund, i.award_id, i.term_id, i.gross_m - i.state_adds_m AS earned, i.social_insurance_m AS withheld
      FROM benefits_run r JOIN benefits_instalment i ON i.run_id = r.id
     WHERE r.fund = ANY (%(funds)s::text[]) AND r.month >= {starts} AND r.month < {ends}
       AND EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'approved'
                      AND (s.at AT TIME ZONE 'Africa/Algiers')::date <= %(day)s)
"""
_COMPARED = f"""
WITH a AS MATERIALIZED ({_SIDE.format(starts="%(a_starts)s", ends="%(a_ends)s")}),
     b AS MATERIALIZED ({_SIDE.format(starts="%(b_starts)s", ends="%(b_ends)s")})
SELECT w.kind,
       CASE WHEN a.award_id IS NULL THEN 'new' WHEN b.award_id IS NULL THEN 'ended'
            WHEN a.term_id IS NOT DISTINCT FROM b.term_id THEN 'same' WHEN d.kind = 'revalorisation' THEN 'law' ELSE 'rate' END AS why,
       count(*), COALESCE(sum(a.earned), 0), COALESCE(sum(b.earned), 0), COALESCE(sum(a.withheld), 0), COALESCE(sum(b.withheld), 0)
  FROM a FULL JOIN b ON b.place = a.place AND b.award_id = a.award_id
  JOIN benefits_award w ON w.id = COALESCE(a.award_id, b.award_id)
  LEFT JOIN benefits_award_term t ON t.id = b.term_id LEFT JOIN benefits_decision d ON d.id = t.decision_id
 GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608 - built from constants of this file


class ComparedRow(NamedTuple):
    """Instalments of a kind of benefit, compared month by month: how many pairs, and the sums of each side in centimes.

    `why`: new (no instalment before), ended (none now), law (its term was given by an increase), rate (it was decided otherwise), same.
    Earned is what the fund bears (gross less what the State adds); withheld is social insurance.
    """

    kind: str
    why: str
    pairs: int
    earned_before: int
    earned_after: int
    withheld_before: int
    withheld_after: int


def compared_instalments(before: Period, after: Period, funds: Sequence[str], *, day: date) -> tuple[ComparedRow, ...]:
    """The runs for the months of two stretches of as many months, approved up to `day`; in a role that sees every award."""
    asked = {
        "a_starts": before.start, "a_ends": before.end, "b_starts": after.start, "b_ends": after.end, "funds": list(funds), "day": day,
    }  # fmt: skip
    return tuple(ComparedRow(row[0], row[1], *(int(value) for value in row[2:])) for row in rows(_COMPARED, asked))
