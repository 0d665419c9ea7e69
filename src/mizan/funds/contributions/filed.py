"""What an employer has already filed for a period and what counts today: the state every filing starts from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mizan.funds.contributions.actions.reverse_dues import LiveDue
from mizan.funds.contributions.sql import decoded, one, one_row, rows
from mizan.kernel.periods import Period, months_of, quarter_of

_PRIOR = """
SELECT f.id, f.period_key, f.kind, f.content_hash, f.receipt_no, f.outcome, f.lines, f.taken,
       EXISTS (SELECT 1 FROM contributions_filing s WHERE s.supersedes_id = f.id)
  FROM contributions_filing f WHERE f.employer_id = %s AND f.form = %s AND f.period_key = %s ORDER BY f.id
"""
_LIVE = """
SELECT d.id, d.employer_id, d.period_key, d.code, d.kind, d.sequence, d.entry_id, d.filing_id, d.base
  FROM contributions_due d
 WHERE d.employer_id = %s AND d.period_key = ANY (%s::text[]) AND d.kind = ANY (%s::text[])
   AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id) ORDER BY d.id
"""
_SEQUENCES = """
SELECT code, kind, max(sequence)::int FROM contributions_due WHERE employer_id = %s AND period_key = %s GROUP BY code, kind
"""
_DAC_STATE = """
SELECT (SELECT COALESCE(jsonb_agg(jsonb_build_array(f.id, f.period_key, f.kind, f.content_hash, f.receipt_no, f.outcome, f.lines, f.taken,
               EXISTS (SELECT 1 FROM contributions_filing s WHERE s.supersedes_id = f.id)) ORDER BY f.id), '[]')
          FROM contributions_filing f
         WHERE f.employer_id = %(employer)s AND f.form = 'DAC' AND f.period_start < %(end)s AND f.period_end > %(start)s),
       (SELECT COALESCE(jsonb_agg(jsonb_build_array(d.id, d.employer_id, d.period_key, d.code, d.kind, d.sequence, d.entry_id, d.filing_id,
               d.base) ORDER BY d.id), '[]')
          FROM contributions_due d
         WHERE d.employer_id = %(employer)s AND d.kind IN ('declared', 'relief_cnac', 'relief_treasury', 'provisional')
           AND d.period_key = ANY (%(keys)s::text[])
           AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)),
       EXISTS (SELECT 1 FROM contributions_filing f
                WHERE f.employer_id = %(employer)s AND f.form = 'DAS' AND f.period_key = %(year)s),
       (SELECT COALESCE(sum(c.amount), 0)::bigint FROM contributions_credit_movement c
         WHERE c.employer_id = %(employer)s AND c.debtor = 'EMPLOYER'),
       EXISTS (SELECT 1 FROM contributions_filing f
                WHERE f.employer_id = %(employer)s AND f.form = 'DAC' AND f.kind <> 'nil' AND f.period_end > %(end)s)
"""
_INCREASED = """
SELECT 1 FROM contributions_due d
 WHERE d.employer_id = %s AND d.kind = 'increase' AND d.period_start < %s AND d.period_end > %s
   AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)
"""
DECLARED = ("declared", "relief_cnac", "relief_treasury")


class Prior(NamedTuple):
    """A filing of the same employer and form, of the same period or one that overlaps it."""

    id: int
    period_key: str
    kind: str
    content_hash: str
    receipt_no: str
    outcome: str
    lines: int
    taken: int
    superseded: bool


def same_yearly(priors: Sequence[Prior], kind: str, content_hash: str) -> Prior | None:
    """The yearly declaration that was filed with this kind and content before, if it is still the same declaration.

    A regularisation that a later one replaced is not: who returns to it declares anew.
    """
    last = next((prior.id for prior in reversed(priors) if prior.kind == "R"), None)
    same = (prior for prior in priors if prior.kind == kind and prior.content_hash == content_hash)
    return next((prior for prior in same if kind != "R" or prior.id == last), None)


class DacState(NamedTuple):
    """What a contribution declaration meets.

    Earlier declarations of its days, dues that count for them, whether the year's wages were declared, the employer's credit, and whether
    it declared workers for a later period.
    """

    priors: list[Prior]
    dues: list[LiveDue]
    has_das: bool
    credit: int
    later: bool


def dac_state(employer_id: int, period: Period) -> DacState:
    """The state for a period, in one question. The caller holds the employer's lock."""
    priors, dues, has_yearly, credit, later = one_row(
        _DAC_STATE,
        {"employer": employer_id, "start": period.start, "end": period.end, "keys": keys_met(period), "year": str(period.start.year)},
    )
    return DacState([Prior(*row) for row in decoded(priors)], [LiveDue(*row) for row in decoded(dues)], has_yearly, credit, later)


def keys_met(period: Period) -> list[str]:
    """The keys of the periods whose dues a declaration of this period may meet: its own, its quarter's, its months'."""
    return sorted({period.key, quarter_of(period.start).key, *(month.key for month in months_of(period))})


def prior_filings(employer_id: int, form: str, period_key: str) -> list[Prior]:
    """The filings of an employer, form and period, in order."""
    return [Prior(*row) for row in rows(_PRIOR, [employer_id, form, period_key])]


def live_dues(employer_id: int, period_keys: Sequence[str], kinds: Sequence[str]) -> list[LiveDue]:
    """The dues that count today for these periods and kinds, in order."""
    return [LiveDue(*row) for row in rows(_LIVE, [employer_id, list(period_keys), list(kinds)])]


def next_sequences(employer_id: int, period_key: str) -> dict[tuple[str, str], int]:
    """The sequence the next due of each code and kind of a period must carry (one more than the last, which must be reversed)."""
    return {(code, kind): last + 1 for code, kind, last in rows(_SEQUENCES, [employer_id, period_key])}


def is_increased(employer_id: int, period: Period) -> bool:
    """Whether a live increase of article 15 already lies on days of the period."""
    return one(_INCREASED, [employer_id, period.end, period.start]) is not None
