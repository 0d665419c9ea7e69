"""Publish what is due to be: the last month whose statements are in, and the tables of the last whole year."""

from __future__ import annotations

from datetime import date, datetime

from mizan.funds.contributions.days import accounting_day
from mizan.funds.indicators.queries import months_kept
from mizan.funds.publication.actions.publish import publish
from mizan.funds.publication.month import month_document
from mizan.funds.publication.together import last, year_documents
from mizan.funds.publication.types import Edition, Kind
from mizan.kernel.periods import Period, add_days, month_of, months_of, previous, year

PUBLISHED_AFTER_DAYS = 9
"""Days after the end of a month before its figures are published: its statements have come."""


def publish_open(*, by: int, at: datetime) -> tuple[Edition, ...]:
    """Publish the last closed month and the last whole year, where their figures are kept and say something new; in the batch role."""
    month = month_due(accounting_day(at))
    taken = months_kept()
    found = [publish_month(month, by=by, at=at)] if month in taken else []
    whole = year(month.start.year if month.end.month == 1 else month.start.year - 1)
    if months_of(whole)[-1] in taken:
        found += [publish(one, by=by, at=at) for one in year_documents(whole, known=at)]
    return tuple(one for one in found if one is not None)


def publish_month(month: Period, *, by: int, at: datetime) -> Edition | None:
    """Publish a month; None when it says what its last edition says. What that one hid by wilaya stays hidden."""
    return publish(month_document(month, last(Kind.FIGURES, month)), by=by, at=at)


def month_due(day: date) -> Period:
    """The last month whose figures are to be public on a day."""
    month = previous(month_of(day))
    return month if add_days(month.end, PUBLISHED_AFTER_DAYS) <= day else previous(month)
