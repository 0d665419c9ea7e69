"""Figures over several months: what flows is added up, what stands is taken at the end. Of snapshots kept, nothing is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from mizan.formats.indicators import catalogue
from mizan.funds.indicators.computing import value_of
from mizan.funds.indicators.definitions import DEFINITIONS, Definition
from mizan.funds.indicators.queries import figure, table
from mizan.funds.indicators.types import Figure, State
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, months_of

_WORST = (State.NOT_COVERED, State.FAILED, State.LATE)


def table_over(*, fund: Fund | None, period: Period, known_at: datetime | None = None) -> tuple[Figure, ...]:
    """Every indicator of the catalogue for a fund and some months, in the catalogue's order, as known at a moment."""
    by_month = [{one.indicator: one for one in table(fund=fund, month=month, known_at=known_at)} for month in months_of(period)]
    return tuple(over([found[name] for found in by_month], period) for name in catalogue())


def figure_over(indicator: str, *, fund: Fund | None, period: Period, known_at: datetime | None = None) -> Figure:
    """One indicator over some months; see `over`."""
    return over([figure(indicator, fund=fund, month=month, known_at=known_at) for month in months_of(period)], period)


def over(months: Sequence[Figure], period: Period) -> Figure:
    """The figure of several months, given each, oldest first: the last where something stands; the sum, or ratio of sums, where it flows.

    It is as sure as the worst of them: with one failed or not there it has no value. Its hash is that of theirs.
    """
    last = months[-1]
    definition = DEFINITIONS.get(last.indicator)
    if len(months) == 1 or definition is None or not definition.flows:
        return replace(last, month=period)
    state = next((state for state in _WORST if any(one.state is state for one in months)), None)
    joined = sha256("".join(one.data_hash for one in months).encode()).hexdigest() if all(one.data_hash for one in months) else ""
    whole = replace(last, month=period, data_hash=joined, known_at=max(one.known_at for one in months), restates=None, reason="")
    if state in (State.NOT_COVERED, State.FAILED) or not joined:
        return replace(whole, state=state or State.LATE, value=None, numerator=None, denominator=None)
    value, above, below = _sums(definition, months)
    counted = State.NOTHING_COUNTED if value is None else State.MEASURED
    restates, reason = _restated(definition, months, value)
    return replace(whole, state=state or counted, value=value, numerator=above, denominator=below, restates=restates, reason=reason)


def _sums(definition: Definition, months: Sequence[Figure]) -> tuple[int | None, int, int | None]:
    above = sum(one.numerator or 0 for one in months)
    if not definition.denominator:
        return value_of(definition, above, None), above, None
    below = sum(one.denominator or 0 for one in months)
    if catalogue()[definition.id].unit == "centimes":
        # An amount that needs something to be there (a budget): of the months where it is, all of them or none.
        values = [one.value for one in months]
        return (None if None in values else sum(value for value in values if value is not None)), above, below
    return value_of(definition, above, below), above, below


def _restated(definition: Definition, months: Sequence[Figure], value: int | None) -> tuple[int | None, str]:
    """What a sum was before some of its months were restated, and why; a ratio of sums does not say what it was."""
    changed = [one for one in months if one.reason]
    if not changed or value is None or definition.denominator:
        return None, ""
    return value - sum((one.value or 0) - (one.restates or 0) for one in changed), changed[-1].reason
