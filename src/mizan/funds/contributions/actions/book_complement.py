"""Make a confirmed difference due: positive, a complementary assessment; negative, a credit note."""

from __future__ import annotations

from datetime import datetime

from mizan.funds.contributions.actions.book_dues import Origin, book_dues
from mizan.funds.contributions.actions.reverse_dues import reverse_dues
from mizan.funds.contributions.actions.settle_notes import lay_notes
from mizan.funds.contributions.books import ActOf, book
from mizan.funds.contributions.crashpoints import point
from mizan.funds.contributions.drafts import MAIN_CODES, dues_of_base, law_day
from mizan.funds.contributions.filed import live_dues, next_sequences
from mizan.funds.contributions.postings import assessment
from mizan.funds.ledger.types import Journal
from mizan.kernel.periods import Period


def book_complement(
    employer_id: int, quarter: Period, difference: int, *, case_id: int, construction: bool, by: int, at: datetime
) -> list[int]:
    """Post the difference of bases of a quarter under that quarter's law; returns the ids of the dues.

    A quarter has one complementary assessment: an earlier one is reversed and its base joined to the new one.
    """
    former = live_dues(employer_id, [quarter.key], ["complementary"])
    key = f"case:{case_id}"
    base = difference + sum(due.base for due in former if due.code in MAIN_CODES)
    reverse_dues(former, reason="joined", key=key, filing_id=None, by=by, at=at)
    drafts = dues_of_base(base, "complementary", on=law_day(quarter), construction=construction)
    if not drafts:
        return []
    act = ActOf(
        Journal.RECONCILIATION, "assess_difference", f"assess_difference:{case_id}", employer_id, ("case", case_id, ""),
        drafts[0].law_version, {"quarter": quarter.key, "base": base},
    )  # fmt: skip
    entry = book(act, assessment(share for draft in drafts for share in draft.borne()), by=by, at=at)
    point("complement.entry_posted")
    due_ids = book_dues(
        drafts, Origin(employer_id, quarter, entry, case_id=case_id), sequences=next_sequences(employer_id, quarter.key), at=at
    )
    point("complement.dues_booked")
    if base < 0:
        lay_notes(employer_id, by=by, at=at)
        point("complement.credit_given")
    return due_ids
