"""Figures as the register reads them: whole months, measured, as known at an instant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from mizan.funds.indicators.queries import history
from mizan.funds.indicators.types import Figure, State
from mizan.kernel.funds import Fund

Wanted = tuple[str, Fund | None]
"""An indicator of a fund (None: the funds together)."""
Source = Callable[[Collection[Wanted], datetime], Iterable[Figure]]
"""Every snapshot of the wanted figures known before an instant, in any order."""


_SURE = (State.MEASURED, State.NOTHING_COUNTED)


@dataclass(frozen=True, slots=True)
class WholeMonth:
    """What a whole month measured: its first day, the first day after it, the value in the catalogue's unit, and the snapshot's hash."""

    starts: date
    end: date
    value: int
    data_hash: str


def whole_months(snapshots: Iterable[Figure], known_at: datetime) -> tuple[WholeMonth, ...]:
    """The months of one figure, oldest first: of each month what was last known before `known_at`, if it is measured and the month whole.

    A later snapshot that is late or failed takes the month away again: what it had said is no longer sure.
    """
    last: dict[date, Figure] = {}
    for one in snapshots:
        if one.known_at < known_at and (one.month.start not in last or last[one.month.start].known_at <= one.known_at):
            last[one.month.start] = one
    return tuple(
        WholeMonth(one.month.start, one.month.end, one.value, one.data_hash)
        for _, one in sorted(last.items())
        if one.state is State.MEASURED and one.value is not None and one.cut_off >= one.month.last_day
    )


def nothing_lately(snapshots: Iterable[Figure], known_at: datetime) -> bool:
    """Whether the last whole month known before `known_at`, late and failed ones left aside, had nothing to count."""
    last: dict[date, Figure] = {}
    for one in snapshots:
        if one.known_at < known_at and (one.month.start not in last or last[one.month.start].known_at <= one.known_at):
            last[one.month.start] = one
    said = [one for _, one in sorted(last.items()) if one.cut_off >= one.month.last_day and one.state in _SURE]
    return bool(said) and said[-1].state is State.NOTHING_COUNTED


def live_source(wanted: Collection[Wanted], known_at: datetime) -> Iterable[Figure]:
    """The snapshots that the indicators keep."""
    return history(wanted, known_at=known_at)
