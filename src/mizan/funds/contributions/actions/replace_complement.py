"""Lower a complementary assessment to the wages that a declaration has not covered since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mizan.funds.contributions.actions.book_dues import Origin, book_dues
from mizan.funds.contributions.actions.reverse_dues import LiveDue, reverse_dues
from mizan.funds.contributions.books import ActOf, book
from mizan.funds.contributions.crashpoints import point
from mizan.funds.contributions.drafts import dues_of_base, law_day
from mizan.funds.contributions.filed import next_sequences
from mizan.funds.contributions.postings import assessment
from mizan.funds.contributions.sql import one_row
from mizan.funds.ledger.types import Journal
from mizan.kernel.periods import Period


def replace_complement(
    former: Sequence[LiveDue], quarter: Period, base: int, *, filing_id: int, construction: bool, by: int, at: datetime
) -> list[int]:
    """Reverse the complementary dues of a quarter and post what is left of their base (nothing for 0); returns the ids of the dues.

    They stay those of the same case; the declaration that covers the rest is the document of the act.
    """
    employer_id = former[0].employer_id
    (case_id,) = one_row("SELECT case_id FROM contributions_due WHERE id = %s", [former[0].id])
    reverse_dues(former, reason="declared", key=f"filing:{filing_id}:complement", filing_id=filing_id, by=by, at=at)
    drafts = dues_of_base(base, "complementary", on=law_day(quarter), construction=construction)
    if not drafts:
        return []
    act = ActOf(
        Journal.RECONCILIATION, "assess_difference", f"assess_difference:{case_id}:{filing_id}", employer_id, ("filing", filing_id, ""),
        drafts[0].law_version, {"quarter": quarter.key, "base": base},
    )  # fmt: skip
    entry = book(act, assessment(share for draft in drafts for share in draft.borne()), by=by, at=at)
    point("replace_complement.entry_posted")
    return book_dues(
        drafts, Origin(employer_id, quarter, entry, filing_id, case_id), sequences=next_sequences(employer_id, quarter.key), at=at
    )
