"""What an answer about an indicator is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period


class State(StrEnum):
    """How far a figure may be trusted; only `measured` has a value of its own cut-off."""

    MEASURED = "measured"
    LATE = "late"
    """The data of its month are not all in: the figure is shown with what is missing."""
    FAILED = "failed"
    """The computation failed or its parts do not sum: the last good value is shown with its age."""
    NOT_COVERED = "not_covered"
    """No feed reaches it yet: there is no figure, and never a zero."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator of a fund (`None`: the funds together) for a month, as a snapshot kept it.

    `value` in the unit of the catalogue (centimes, ppm, days, months, count, ratio_ppm), `None` when there is none. `numerator` and
    `denominator` are what a ratio was made of. `cut_off`: the last day of what was counted. `known_at`: when it was computed.
    `data_hash`: of what it was computed from. `restates`: the value it replaces, with the `reason`.
    """

    indicator: str
    fund: Fund | None
    month: Period
    unit: str
    state: State
    value: int | None
    numerator: int | None
    denominator: int | None
    cut_off: date
    known_at: datetime
    data_hash: str
    restates: int | None = None
    reason: str = ""
