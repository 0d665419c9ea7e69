"""The days on which what is taken from a pension changes by law, and the text that changes it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from mizan.kernel.refusals import Refused
from mizan.law.algeria.book import book
from mizan.law.algeria.deductions.from_gross import TARGETS
from mizan.law.engine.plan import Plan
from mizan.law.engine.rules import Rule
from mizan.law.engine.spans import changes
from mizan.law.engine.values import Dated

FIRST = date(2008, 1, 1)
"""The first day from which the deductions of a pension are in the book."""


class DeductionChange(NamedTuple):
    """A change of what is taken: its day, the text of the statute book, and the version of the law from that day on."""

    on: date
    source: str
    law_version: str


def deduction_change(on: date, *, known: date) -> DeductionChange | None:
    """What changes on exactly a day in the law of deductions, as it was known on another; None where nothing does.

    The text is that of the first value or wording that is new, in the order the law is reckoned: the minimum wage before the tax.
    """
    try:
        after, before = book().plan(TARGETS, on, known), book().plan(TARGETS, on - timedelta(days=1), known)
    except Refused:
        # Of one of the two days the law was not whole yet: nothing was known to change.
        return None
    source = next(_new(after, before), None)
    return None if source is None else DeductionChange(on, source, after.law_version)


def deduction_changes(since: date, until: date, *, known: date) -> tuple[DeductionChange, ...]:
    """The changes from `since` to `until` (excluded), in order."""
    days = [day for day in changes(book()) if max(since, FIRST) <= day < until]
    return tuple(found for day in days if (found := deduction_change(day, known=known)) is not None)


def _new(after: Plan, before: Plan) -> Iterator[str]:
    for name, node in after.nodes.items():
        if node == before.nodes.get(name):
            continue
        if isinstance(node, Dated):
            yield node.step.reference.key
        elif isinstance(node, Rule):
            yield after.references[name].key
