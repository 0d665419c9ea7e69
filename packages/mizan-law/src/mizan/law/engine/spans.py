"""The spans of days on which a book's law stays the same: cases of one span are computed together."""

from bisect import bisect_right
from datetime import date
from functools import lru_cache

from mizan.law.engine.book import Book


@lru_cache(maxsize=8)
def changes(book: Book) -> tuple[date, ...]:
    """Every day on which a wording or a value begins or ends, whatever was known of it and when; in order."""
    pieces = [(wording.since, wording.until) for wordings in book.rules.values() for wording in wordings]
    for value in book.values.values():
        pieces += [(step.since, step.until) for held in (value.steps, *(before for _, before in value.earlier)) for step in held]
    return tuple(sorted({day for piece in pieces for day in piece if day is not None}))


def span_of(book: Book, day: date) -> date:
    """The day that stands for all those with the same law as `day`: the last change up to it, `date.min` before the first.

    As known on any one day, a plan of the two holds the same wordings and the same steps of values.
    """
    days = changes(book)
    place = bisect_right(days, day)
    return days[place - 1] if place else date.min
