"""Which days a figure counts, and what has to be in for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from mizan.funds.access.measures import Window
from mizan.funds.access.sql import rows
from mizan.funds.benefits.queries.measured import RUNS_UNTIL
from mizan.funds.contributions.queries.measured import STATEMENTS_UNTIL
from mizan.funds.indicators.definitions import TOGETHER, Definition, Need, Span
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, add_days, add_months

COVERED: Mapping[Need, str] = {Need.STATEMENTS: STATEMENTS_UNTIL, Need.RUN: RUNS_UNTIL}
"""Until which day each need is met, by fund."""
Met = Mapping[Need, Mapping[str, date]]


def window_of(span: Span, month: Period, *, cut_off: date, known: datetime) -> Window:
    """The window of a month, or of the twelve months that end with it, up to the cut-off."""
    since = month.start if span is Span.MONTH else add_months(month.end, -12)
    return Window(since, min(month.end, add_days(cut_off, 1)), cut_off, known)


def needs_met(*, known: datetime) -> Met:
    """Until which day each need is met, by fund, as known at a moment."""
    return {need: dict(rows(statement, {"known": known})) for need, statement in COVERED.items()}


def missing(definition: Definition, fund: Fund | None, month: Period, *, cut_off: date, met: Met) -> tuple[str, ...]:
    """What is not in yet, as words of `Need`; for the funds together, what is missing of any of them."""
    found = [Need.MONTH.value] if cut_off < month.last_day and Need.MONTH in definition.needs else []
    for need in definition.needs:
        if need in COVERED and any(until is None or until < cut_off for until in _reached(definition, need, fund, met[need])):
            found.append(need.value)
    return tuple(found)


def _reached(definition: Definition, need: Need, fund: Fund | None, until: Mapping[str, date]) -> list[date | None]:
    asked = [one for one in definition.funds if one in TOGETHER] if fund is None else [fund]
    if need is Need.STATEMENTS:
        # The money of whoever does not collect is seen on the statements of CNAS.
        return [until.get(name) for name in sorted({"CASNOS" if one is Fund.CASNOS else "CNAS" for one in asked})]
    # Only a fund that has ever paid benefits here is expected to pay this month's.
    return [until[one.value] for one in asked if one.value in until]
