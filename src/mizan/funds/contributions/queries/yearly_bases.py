"""The bases retained for the years of the self-employed, as careers are to know them."""

from __future__ import annotations

from datetime import date
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


_ENDED = """
SELECT c.affiliation_id, a.person_id, c.ended_on, s.id,
       (SELECT e.ref FROM careers_earning e WHERE e.person_id = a.person_id AND e.scheme = 'CASNOS' AND e.source = 'casnos'
           AND e.known_until IS NULL AND e.ref LIKE 'due/%%' AND e.period_start < c.ended_on AND e.period_end > c.ended_on)
  FROM self_employed_cessation c JOIN self_employed_affiliation a ON a.id = c.affiliation_id
  JOIN careers_spell s ON s.person_id = a.person_id AND s.scheme = 'CASNOS' AND s.employer_id IS NULL AND s.employer_name = ''
   AND s.known_until IS NULL AND s.starts_on < c.ended_on AND (s.ends_on IS NULL OR s.ends_on > c.ended_on)
 ORDER BY c.affiliation_id LIMIT %s
"""
_BASE = """
SELECT d.id, d.employer_id, d.period_start, d.period_end, d.base, d.kind = 'provisional', COALESCE(f.receipt_no, ''),
       COALESCE(f.content_hash, '')
  FROM contributions_due d LEFT JOIN contributions_filing f ON f.id = d.filing_id WHERE d.id = %s
"""


class EndUntold(NamedTuple):
    """An activity that ended and whose spell careers still hold open: the spell, and the due of the year it cuts, where they hold it."""

    affiliation_id: int
    person_id: int
    ended_on: date
    spell_id: int
    ref: str | None


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


def ends_untold(*, limit: int = 5000) -> tuple[EndUntold, ...]:
    """The activities that ended and that careers hold open; batch role."""
    return tuple(EndUntold(*row) for row in rows(_ENDED, [limit]))


def yearly_base(due_id: int) -> YearlyBase:
    """The base of one due."""
    (row,) = rows(_BASE, [due_id])
    return YearlyBase(row[0], row[1], Period(row[2], row[3]), *row[4:])
