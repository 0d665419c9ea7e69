"""The bases retained for the years of the self-employed, as careers are to know them."""

from __future__ import annotations

from typing import NamedTuple

from mizan.funds.contributions.postings import SELF_EMPLOYED
from mizan.funds.contributions.sql import rows
from mizan.kernel.periods import Period

_UNTOLD = """
SELECT d.id, d.employer_id, d.period_start, d.period_end, d.base, d.kind = 'provisional', COALESCE(f.receipt_no, ''),
       COALESCE(f.content_hash, '')
  FROM contributions_due d LEFT JOIN contributions_filing f ON f.id = d.filing_id
 WHERE d.debtor = %s AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)
   AND NOT EXISTS (SELECT 1 FROM careers_earning e WHERE e.source = 'casnos' AND e.ref LIKE 'due/%%' AND e.ref = 'due/' || d.id)
 ORDER BY d.id LIMIT %s
"""


class YearlyBase(NamedTuple):
    """The base that counts for a person's year, in centimes; `receipt_no` and `document_hash` are empty when it was assessed."""

    due_id: int
    affiliation_id: int
    year: Period
    base: int
    provisional: bool
    receipt_no: str
    document_hash: str


def bases_untold(*, limit: int = 5000) -> tuple[YearlyBase, ...]:
    """The bases that count and that careers do not hold yet, by due; batch role.

    Careers' own rows say what was told, not a cursor: acts take numbers of dues before they commit, so a lower one may come later.
    """
    found = rows(_UNTOLD, [SELF_EMPLOYED, limit])
    return tuple(YearlyBase(row[0], row[1], Period(row[2], row[3]), *row[4:]) for row in found)
