"""What an instruction's status is computed from, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mizan.formats.indicators import Direction


class Status(StrEnum):
    """Where an instruction stands on a day. Computed; there is no way to say it."""

    NOT_BEGUN = "not_begun"
    ON_TRACK = "on_track"
    LATE = "late"
    DONE = "done"
    RELAPSED = "relapsed"
    NOT_MEASURABLE = "not_measurable"


class Why(StrEnum):
    """The reason of a status, which the page says in words."""

    NO_FEED = "no_feed"
    """No feed reaches an indicator."""
    NO_FIGURE = "no_figure"
    """An indicator has a feed, but no measured figure, or none for too long."""
    NO_TARGET = "no_target"
    """An indicator of which neither way is better by itself has no adopted target."""
    HELD = "held"
    """Every target was reached at the last month-ends, and there is evidence of every measure."""
    NOT_HELD = "not_held"
    """It was done; a target is no longer reached, or not yet long enough again."""
    DEADLINE = "deadline"
    """The deadline is behind, and it is not done."""
    MEASURE = "measure"
    """The day of a measure is behind, and there is no evidence of it."""
    BEHIND = "behind"
    """An indicator is further from its target than the way from its baseline allows."""
    NOTHING_YET = "nothing_yet"
    """No measure, and no indicator has moved."""
    ON_THE_WAY = "on_the_way"
    """Every indicator keeps to its way."""


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """What an indicator was at the end of a month (`end`: the first day after it). Only measured figures are given."""

    end: date
    value: int


@dataclass(frozen=True, slots=True)
class Way:
    """An indicator an instruction must move, in the unit of the catalogue.

    `baseline` is None when no figure had reached it; `target` when none is adopted. `month_ends` are those after the baseline's, oldest
    first. `live`: figures reach it. `counted` is False where the last whole month had nothing to count: nothing is then said of it.
    """

    indicator: str
    direction: Direction
    live: bool
    baseline: MonthEnd | None
    target: int | None
    month_ends: tuple[MonthEnd, ...] = ()
    counted: bool = True


@dataclass(frozen=True, slots=True)
class MeasureState:
    """What the owner said would be done: since when, by which day, and the day of the first evidence of it."""

    written_on: date
    due_on: date
    evidenced_on: date | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """Everything the status of a day depends on."""

    deadline: date | None
    ways: tuple[Way, ...]
    measures: tuple[MeasureState, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A status with its reason; `about` are the indicators the reason speaks of."""

    status: Status
    why: Why
    about: tuple[str, ...] = ()
