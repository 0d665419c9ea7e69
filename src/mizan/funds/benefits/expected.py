"""The terms an award should have, and the first day on which those kept are not the same.

"What a decision gives on a day" is said in three steps: what the law gives from the facts (`benefit_case`, or `kinds.compiled` over
columns), raised by every increase of the fund since (`raising`, or `kinds.raised` over columns), cut by a death (here).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from mizan.funds.benefits.types import Parts, TermDraft


class Kept(NamedTuple):
    """A term held true: its days and its money."""

    starts_on: date
    ends_on: date | None
    parts: Parts


class Apart(NamedTuple):
    """The first day on which what is kept is not what is expected, and both (None: nothing is due)."""

    on_day: date
    kept: Parts | None
    expected: Parts | None


def expected_terms(given: Iterable[TermDraft], *, ends_on: date | None = None) -> tuple[TermDraft, ...]:
    """What is given through time, with nothing from `ends_on` on."""
    if ends_on is None:
        return tuple(given)
    return tuple(
        term._replace(ends_on=ends_on if term.ends_on is None else min(term.ends_on, ends_on)) for term in given if term.starts_on < ends_on
    )


def first_apart(kept: Sequence[Kept], expected: Sequence[TermDraft], *, since: date | None = None) -> Apart | None:
    """The first day, from `since` on, on which the two are not the same; None where they are."""
    spans = [*((term.starts_on, term.ends_on) for term in kept), *((term.starts_on, term.ends_on) for term in expected)]
    edges = {edge for span in spans for edge in span if edge is not None} | ({since} if since else set())
    for day in sorted(edge for edge in edges if since is None or edge >= since):
        mine, theirs = parts_on(kept, day), parts_on(expected, day)
        if mine != theirs:
            return Apart(day, mine, theirs)
    return None


def parts_on(terms: Sequence[Kept] | Sequence[TermDraft], day: date) -> Parts | None:
    """The money of a day; None where nothing is due."""
    return next((one.parts for one in terms if one.starts_on <= day and (one.ends_on is None or day < one.ends_on)), None)
