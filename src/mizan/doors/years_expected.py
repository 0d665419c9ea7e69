"""The years a self-employed person is to declare, and what they declared. Read by their pages and by the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mizan.funds.contributions import queries
from mizan.funds.contributions.types import FilingKept
from mizan.funds.contributions.yearly import FORM
from mizan.funds.self_employed.types import AffiliationKnown
from mizan.law.algeria.self_employed import declaration_deadline


@dataclass(frozen=True, slots=True)
class YearExpected:
    """A year whose base is to be declared, by when, and the declaration that counts if there is one."""

    year: int
    declare_by: date
    filing: FilingKept | None


def first_year(affiliation: AffiliationKnown, today: date) -> int:
    """The first year these books expect: after the last base known before they opened, else last year; never before the activity."""
    known = affiliation.opening_year
    return max(affiliation.started_on.year, today.year - 1 if known is None else known + 1)


def years_expected(affiliation: AffiliationKnown, today: date) -> tuple[YearExpected, ...]:
    """The years to declare up to this one, newest first."""
    filings = queries.filings_of(affiliation.id, form=FORM)
    standing = {filing.period_key: filing for filing in reversed(filings) if filing.superseded_by is None}
    years = range(today.year, first_year(affiliation, today) - 1, -1)
    return tuple(YearExpected(year, declaration_deadline(year), standing.get(str(year))) for year in years if affiliation.is_active(year))
