"""The terms an award should have: those the law gives from the facts, raised since, cut by a death; and where those kept are not the same.

This is the one place where "what a decision gives on a day" is said. A raise by decree (a revalorisation) joins here: `raised` takes the
raises of an award in the order of their days, each with what it makes of the parts before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from mizan.funds.benefits.types import Parts, TermDraft


class Kept(NamedTuple):
    """A term held true: its days, its money, and whether a decree made it from the one before."""

    starts_on: date
    ends_on: date | None
    parts: Parts
    by_decree: bool = False


class Raise(NamedTuple):
    """What a decree makes of an award from a day on."""

    starts_on: date
    of: Callable[[Parts], Parts]


class Apart(NamedTuple):
    """The first day on which what is kept is not what is expected, and both (None: nothing is due)."""

    on_day: date
    kept: Parts | None
    expected: Parts | None


def expected_terms(given: Iterable[TermDraft], *, raises: Sequence[Raise] = (), ends_on: date | None = None) -> tuple[TermDraft, ...]:
    """What a decision gives through time: its terms, raised from each day of a decree, and nothing from `ends_on` on."""
    return _cut(raised(tuple(given), raises), ends_on)


def raised(terms: tuple[TermDraft, ...], raises: Sequence[Raise]) -> tuple[TermDraft, ...]:
    """The terms with each raise applied from its day: a term it falls in is parted there."""
    for one in raises:
        made: list[TermDraft] = []
        for term in terms:
            if term.ends_on is not None and term.ends_on <= one.starts_on:
                made.append(term)
                continue
            if term.starts_on < one.starts_on:
                made.append(term._replace(ends_on=one.starts_on))
            made.append(term._replace(starts_on=max(term.starts_on, one.starts_on), parts=one.of(term.parts)))
        terms = tuple(made)
    return terms


def _cut(terms: tuple[TermDraft, ...], ends_on: date | None) -> tuple[TermDraft, ...]:
    if ends_on is None:
        return terms
    return tuple(
        term._replace(ends_on=ends_on if term.ends_on is None else min(term.ends_on, ends_on)) for term in terms if term.starts_on < ends_on
    )


def first_apart(kept: Sequence[Kept], expected: Sequence[TermDraft], *, since: date | None = None) -> Apart | None:
    """The first day, from `since` on, on which the two are not the same; None where they are.

    Where what made a decree's term is not among the raises expected, the term is compared up to the day of the decree and no further.
    """
    until = min((term.starts_on for term in kept if term.by_decree), default=None)
    spans = [*((term.starts_on, term.ends_on) for term in kept), *((term.starts_on, term.ends_on) for term in expected)]
    edges = {edge for span in spans for edge in span if edge is not None}
    days = sorted(edge for edge in edges | ({since} if since else set()) if since is None or edge >= since)
    for day in days:
        if until is not None and day >= until:
            return None
        mine, theirs = parts_on(kept, day), parts_on(expected, day)
        if mine != theirs:
            return Apart(day, mine, theirs)
    return None


def parts_on(terms: Sequence[Kept] | Sequence[TermDraft], day: date) -> Parts | None:
    """The money of a day; None where nothing is due."""
    return next((one.parts for one in terms if one.starts_on <= day and (one.ends_on is None or day < one.ends_on)), None)
