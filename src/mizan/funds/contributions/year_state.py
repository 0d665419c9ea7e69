"""What a self-employed person has declared for a year and what counts today: the state every yearly act starts from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mizan.funds.contributions.actions.reverse_dues import LiveDue
from mizan.funds.contributions.filed import Prior
from mizan.funds.contributions.sql import array_of, decoded, one_row, rows
from mizan.funds.contributions.yearly import FORM

_STATE = """
SELECT (SELECT COALESCE(jsonb_agg(jsonb_build_array(f.id, f.period_key, f.kind, f.content_hash, f.receipt_no, f.outcome, f.lines, f.taken,
               EXISTS (SELECT 1 FROM contributions_filing s WHERE s.supersedes_id = f.id)) ORDER BY f.id), '[]')
          FROM contributions_filing f WHERE f.employer_id = %(payer)s AND f.form = %(form)s AND f.period_key = %(year)s),
       (SELECT COALESCE(jsonb_agg(jsonb_build_array(d.id, d.employer_id, d.period_key, d.code, d.kind, d.sequence, d.entry_id, d.filing_id,
               d.base) ORDER BY d.id), '[]')
          FROM contributions_due d
         WHERE d.employer_id = %(payer)s AND d.period_key = %(year)s
           AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)),
       (SELECT COALESCE(sum(c.amount), 0)::bigint FROM contributions_credit_movement c
         WHERE c.employer_id = %(payer)s AND c.debtor = 'SELF_EMPLOYED')
"""
_STANDINGS = """
SELECT w.id, EXISTS (SELECT 1 FROM contributions_filing f WHERE f.employer_id = w.id AND f.form = %s AND f.period_key = %s),
       (SELECT d.base FROM contributions_due d WHERE d.employer_id = w.id AND d.period_key = %s AND d.kind = 'provisional'
           AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)),
       (SELECT d.base FROM contributions_due d WHERE d.employer_id = w.id AND d.period_key = %s
           AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id))
  FROM unnest(%s::bigint[]) AS w(id)
"""


class YearState(NamedTuple):
    """What was declared for a year, in order; the live due, if there is one; and the person's credit in centimes."""

    priors: list[Prior]
    dues: list[LiveDue]
    credit: int

    @property
    def standing(self) -> Prior | None:
        """The declaration that counts: the last one, which nothing supersedes."""
        return next((prior for prior in reversed(self.priors) if not prior.superseded), None)


class Standing(NamedTuple):
    """Where one person stands before a round of provisional assessments.

    `provisional` is the base of a live provisional due of the year, `previous` the base retained for the year before (centimes).
    """

    declared: bool
    provisional: int | None
    previous: int | None


def year_state(payer_id: int, year: int) -> YearState:
    """The state of a year, in one question. The caller holds the payer's lock."""
    priors, dues, credit = one_row(_STATE, {"payer": payer_id, "form": FORM, "year": str(year)})
    return YearState([Prior(*row) for row in decoded(priors)], [LiveDue(*row) for row in decoded(dues)], credit)


def standings(payer_ids: Sequence[int], year: int) -> dict[int, Standing]:
    """Where these persons stand for a year, by number."""
    found = rows(_STANDINGS, [FORM, str(year), str(year), str(year - 1), array_of(payer_ids)])
    return {row[0]: Standing(*row[1:]) for row in found}
