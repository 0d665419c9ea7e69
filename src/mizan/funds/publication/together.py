"""The documents of a year as they stand beside each other: what one hides, another does not give away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mizan.funds.publication.canonical import read_json
from mizan.funds.publication.month import OF_THEIR_MONEY, payments_of
from mizan.funds.publication.names import table
from mizan.funds.publication.queries import edition_of
from mizan.funds.publication.sdg import hidden_beside, sdg_document
from mizan.funds.publication.ssi import ssi_document
from mizan.funds.publication.suppression import TOTAL, Cell, hidden_in_line
from mizan.funds.publication.types import Document, Kind, Standing
from mizan.funds.publication.year import PAYING
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, months_of

FUNCTION_OF = {"sick_leave_spending": "sickness"}
"""The figures of a month whose year is told by a function of the inquiry's table."""


def year_documents(year: Period, *, known: datetime) -> tuple[Document, Document]:
    """The inquiry's table of a year and that of SDG 1.3.1, each with what the other, former editions and the year's months hide."""
    ssi = ssi_document(year, known=known, former=last(Kind.SSI, year), also=hidden_by_months(year))
    return ssi, sdg_document(year, known=known, beside=hidden_beside(ssi, last(Kind.FIGURES, months_of(year)[-1])))


def hidden_by_months(year: Period) -> frozenset[Cell]:
    """The cells of a year (function and fund) that would give a hidden month away: the year less the eleven others that were published."""
    published = {month: document for month in months_of(year) if (document := last(Kind.FIGURES, month)) is not None}
    found: set[Cell] = set()
    for indicator in sorted(OF_THEIR_MONEY & FUNCTION_OF.keys()):
        for fund in (fund for fund in PAYING if FUNCTION_OF[indicator] in table("ssi")["functions"]):
            if _gives_away(published.items(), indicator, fund):
                found.add((FUNCTION_OF[indicator], fund.value))
    return frozenset(found)


def last(kind: Kind, period: Period) -> Document | None:
    """The last edition of a document, read."""
    edition = edition_of(kind, period.key)
    return read_json(edition.content) if edition else None


def _gives_away(published: Iterable[tuple[Period, Document]], indicator: str, fund: Fund) -> bool:
    """Whether the sum of the year, with the months that are shown, would tell what few people a hidden month is of."""
    shut: set[str] = set()
    people: dict[str, int] = {}
    for month, document in published:
        for line in document.of("figure", item=indicator):
            if line.fund == fund.value:
                people[month.key] = payments_of(indicator, fund, month)
                shut |= {month.key} if line.state is Standing.HIDDEN else set()
    if not shut:
        return False
    # Months are as they were published: where protecting them would hide another, or the sum, it is the sum that is hidden.
    told = hidden_in_line(people, also=shut)
    return TOTAL in told or not told <= shut
