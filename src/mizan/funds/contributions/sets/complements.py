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
from mizan.funds.contributions.postings import assessment, received
from mizan.funds.contributions.sql import columns, next_ids, rows, run
from mizan.funds.contributions.switches import DEFAULT
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
_NOTES = """
WITH settlement AS (
    INSERT INTO contributions_settlement (id, employer_id, debtor, method, switches, amount, credit, entry_id,
        booked_on, settled_by_id, settled_at)
    SELECT n.id, n.employer_id, 'EMPLOYER', 'note', %s, 0, n.credit, n.entry_id, %s, %s, %s
      FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS n(id, employer_id, credit, entry_id)
), credit AS (
    INSERT INTO contributions_credit_movement (employer_id, debtor, amount, cause, settlement_id, entry_id, booked_on, recorded_at)
    SELECT n.employer_id, 'EMPLOYER', n.credit, 'credit_note', n.id, n.entry_id, %s, %s
      FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS n(id, employer_id, credit, entry_id)
), matches AS (
    INSERT INTO contributions_match (id, settlement_id, due_id, employer_id, amount, booked_on)
    SELECT m.id, m.settlement_id, m.due_id, d.employer_id, d.amount, %s
      FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS m(id, settlement_id, due_id) JOIN contributions_due d ON d.id = m.due_id
)
INSERT INTO contributions_match_share (match_id, rank, due_id, employer_id, branch, fund, amount, month, booked_on)
SELECT m.id, s.rank, s.due_id, s.employer_id, s.branch, s.fund, s.amount, d.month, %s
  FROM unnest(%s::bigint[], %s::bigint[]) AS m(id, due_id)
  JOIN contributions_due d ON d.id = m.due_id JOIN contributions_due_share s ON s.due_id = m.due_id WHERE s.amount <> 0
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
    """Post the differences and close the cases with `step`; returns the dues made, in the order of the cases. Batch role only."""
    drafts = [dues_of_base(c.difference, "complementary", on=law_day(c.quarter), construction=c.construction) for c in cases]
    entries: list[EntryDraft] = []
    for case, dues in zip(cases, drafts, strict=True):
        if dues:
            entries += _entries(case, dues, at=at)
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
    _give_credits(cases, drafts, due_ids, posted, by=by, at=at)
    point("complements.credits_given")
    return due_ids


def _key(case: PlainCase) -> str:
    return f"assess_difference:{case.case_id}"


def _note_key(case: PlainCase) -> str:
    return f"credit_difference:{case.case_id}"


def _entries(case: PlainCase, dues: Sequence[DueDraft], *, at: datetime) -> list[EntryDraft]:
    """The entry of the assessment and, when it is negative, the one that makes it a credit."""
    document = ("case", case.case_id, "")
    memo = {"quarter": case.quarter.key, "base": case.difference}
    act = ActOf(Journal.RECONCILIATION, "assess_difference", _key(case), case.employer_id, document, dues[0].law_version, memo)
    borne = [share for due in dues for share in due.borne()]
    made = [draft_of(act, assessment(borne), at=at)]
    if case.difference < 0:
        note = ActOf(Journal.RECONCILIATION, "credit_difference", _note_key(case), case.employer_id, document)
        made.append(draft_of(note, received(borne, source="employer_credit"), at=at))
    return made


def _give_credits(
    cases: Sequence[PlainCase],
    drafts: Sequence[Sequence[DueDraft]],
    due_ids: Sequence[int],
    posted: dict[str, int],
    *,
    by: int,
    at: datetime,
) -> None:
    """Settle the negative assessments by credits of the same amounts."""
    ids = iter(due_ids)
    owed = [(case, dues, [next(ids) for _ in dues]) for case, dues in zip(cases, drafts, strict=True)]
    negative = [(case, dues, numbers) for case, dues, numbers in owed if case.difference < 0 and dues]
    if not negative:
        return
    settlements = next_ids("contributions_settlement", len(negative))
    notes = [
        (settlement, case.employer_id, -sum(due.amount for due in dues), posted[_note_key(case)])
        for settlement, (case, dues, _) in zip(settlements, negative, strict=True)
    ]
    pairs = [(settlement, due_id) for settlement, (_, _, numbers) in zip(settlements, negative, strict=True) for due_id in numbers]
    matches = [(match, *pair) for match, pair in zip(next_ids("contributions_match", len(pairs)), pairs, strict=True)]
    day = accounting_day(at)
    noted, laid = columns(notes), columns(matches)
    run(_NOTES, [DEFAULT.version, day, by, at, *noted, day, at, *noted, day, *laid, day, laid[0], laid[2]])
