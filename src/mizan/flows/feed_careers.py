"""Tell careers the bases retained for the years of the self-employed: each once, what replaces an earlier one after it.

Careers take them through one narrow word, `record_yearly_income`, given to the round by whoever joins the two; the round knows nothing
of how a career is kept.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from mizan.funds.contributions.queries.yearly_bases import YearlyBase, yearly_bases
from mizan.funds.self_employed.queries import affiliations_of
from mizan.funds.self_employed.types import AffiliationKnown
from mizan.kernel.periods import Period

DAYS_A_MONTH = 30


class RecordYearlyIncome(Protocol):
    """How careers take one year: the person, the year, the days of activity (thirty a month), the base in centimes, and its source.

    `source` names the due ("due/12"); the same person and year again takes the place of what was known.
    """

    def __call__(
        self, person_id: int, year: Period, *, days: int, base: int, source: str, document_hash: str, by: int, at: datetime
    ) -> object:
        """Keep it."""
        ...


def feed_careers(record: RecordYearlyIncome, *, after: int, by: int, at: datetime) -> int:
    """Tell `record` every base that counts after the due `after`, in order; returns the last due told (`after` when there is none)."""
    while page := yearly_bases(after=after):
        known = affiliations_of(one.affiliation_id for one in page)
        for one in page:
            _tell(record, one, known[one.affiliation_id], by=by, at=at)
        after = page[-1].due_id
    return after


def _tell(record: RecordYearlyIncome, one: YearlyBase, affiliation: AffiliationKnown, *, by: int, at: datetime) -> None:
    record(
        affiliation.person_id,
        one.year,
        days=active_days(affiliation.started_on, affiliation.ended_on, one.year),
        base=one.base,
        source=f"due/{one.due_id}",
        document_hash=one.document_hash,
        by=by,
        at=at,
    )


def active_days(started_on: date, ended_on: date | None, year: Period) -> int:
    """Thirty days for each month of the year in which some day falls in the activity."""
    first = max(started_on, year.start)
    last = year.end if ended_on is None else min(ended_on, year.end)
    if first >= last:
        return 0
    months = (last.year - first.year) * 12 + last.month - first.month + (1 if last.day > 1 else 0)
    return months * DAYS_A_MONTH
