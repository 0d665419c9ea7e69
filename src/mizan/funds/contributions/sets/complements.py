"""Make many confirmed differences due at once: the plain ones, whose quarter has no complementary assessment yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from mizan.funds.contributions.actions.book_dues import Origin, book_many
from mizan.funds.contributions.books import ActOf, draft_of
from mizan.funds.contributions.crashpoints import point
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.drafts import DueDraft, dues_of_base, law_day
from mizan.funds.contributions.postings import assessment
from mizan.funds.contributions.sql import columns, rows, run
from mizan.funds.ledger.actions.post_set import post_set
from mizan.funds.ledger.types import EntryDraft, Journal
from mizan.kernel.periods import Period, parse_period

_PLAIN = """
SELECT c.id, c.employer_id, c.quarter_key, c.das_base - c.assessed_base, e.construction
  FROM contributions_reconciliation_case c JOIN people_employer e ON e.id = c.employer_id
 WHERE c.id = ANY (%s::bigint[])
   AND NOT EXISTS (SELECT 1 FROM contributions_case_step s WHERE s.case_id = c.id)
   AND NOT EXISTS (SELECT 1 FROM contributions_due d
                    WHERE d.employer_id = c.employer_id AND d.period_key = c.quarter_key AND d.kind = 'complementary')
 ORDER BY c.id
"""
_STEPS = """
INSERT INTO contributions_case_step (case_id, employer_id, step, closes, by_id, taken_at, taken_on, note)
SELECT c.case_id, c.employer_id, %s, true, %s, %s, %s, '' FROM unnest(%s::bigint[], %s::bigint[]) AS c(case_id, employer_id)
"""


class PlainCase(NamedTuple):
    """A difference nobody has said anything of yet, in a quarter without complementary assessment."""

    case_id: int
    employer_id: int
    quarter: Period
    difference: int
    construction: bool


def plain_cases(case_ids: Sequence[int]) -> list[PlainCase]:
    """Those of the cases that can be confirmed together; the others take their own way. Whoever asks holds the employers' locks."""
    return [PlainCase(row[0], row[1], parse_period(row[2]), row[3], row[4]) for row in rows(_PLAIN, [list(case_ids)])]


def employers_of_cases(case_ids: Sequence[int]) -> list[int]:
    """Whose cases these are."""
    return [
        row[0] for row in rows("SELECT employer_id FROM contributions_reconciliation_case WHERE id = ANY (%s::bigint[])", [list(case_ids)])
    ]


def book_complements(cases: Sequence[PlainCase], step: str, *, by: int, at: datetime) -> list[int]:
    """Post the differences and close the cases with `step`; returns the dues made, in the order of the cases. Batch role only.

    The negative ones are credit notes, open until `use_credits` (each night) or the next act on the employer's account settles them.
    """
    drafts = [dues_of_base(c.difference, "complementary", on=law_day(c.quarter), construction=c.construction) for c in cases]
    entries = [_entry(case, dues, at=at) for case, dues in zip(cases, drafts, strict=True) if dues]
    posted = post_set(entries, by=by, at=at)
    point("complements.entries_posted")
    due_ids = book_many(
        [
            (dues, Origin(c.employer_id, c.quarter, posted[_key(c)], case_id=c.case_id), {})
            for c, dues in zip(cases, drafts, strict=True)
            if dues
        ],
        at=at,
    )
    point("complements.dues_booked")
    run(_STEPS, [step, by, at, accounting_day(at), *columns([(case.case_id, case.employer_id) for case in cases])])
    point("complements.steps_noted")
    return due_ids


def _key(case: PlainCase) -> str:
    return f"assess_difference:{case.case_id}"


def _entry(case: PlainCase, dues: Sequence[DueDraft], *, at: datetime) -> EntryDraft:
    """The entry of the assessment."""
    document = ("case", case.case_id, "")
    memo = {"quarter": case.quarter.key, "base": case.difference}
    act = ActOf(Journal.RECONCILIATION, "assess_difference", _key(case), case.employer_id, document, dues[0].law_version, memo)
    return draft_of(act, assessment(share for due in dues for share in due.borne()), at=at)
