"""What an answer about an indicator is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mizan.funds.access.measures import Item
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period


class State(StrEnum):
    """How far a figure may be trusted; only `measured` surely has a value of its own cut-off."""

    MEASURED = "measured"
    NOTHING_COUNTED = "nothing_counted"
    """Everything is in and there is nothing to divide by (nobody was decided on that month): no value, neither good nor bad."""
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


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a figure: of which measure (a key of the definition's terms), fund and kind; its amount as counted, and how many items.

    `internal`: what one fund owes another, in the fund's figure and not in that of the funds together.
    """

    term: str
    fund: str
    part: str
    internal: bool
    amount: int
    items: int


@dataclass(frozen=True, slots=True)
class Place:
    """A figure of one wilaya: its value in the figure's unit (None where there is nothing to divide by) and what it is made of."""

    wilaya: int
    value: int | None
    numerator: int
    denominator: int | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A figure with what the snapshot kept of it: its parts, its places, what was missing, and the version of its definition.

    `restated`: the parts that moved since the figure it restates, as (part, before, now).
    """

    figure: Figure
    id: int
    parts: tuple[Part, ...]
    places: Mapping[int, Place]
    missing: tuple[str, ...]
    version: int
    restated: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Behind:
    """The postings, dues or files of a figure's numerator on one page, the largest first.

    `total` is the sum of all the account may see and `count` how many: it is the figure's numerator for whoever may see every one.
    `walked`: they come the latest first, and sum and number are those the snapshot counted.
    """

    items: tuple[Item, ...]
    total: int
    count: int
    walked: bool = False


@dataclass(frozen=True, slots=True)
class Adopted:
    """What an adopted document says of an indicator of a fund for a month: a budget or a promise, in the indicator's unit."""

    value: int
    document: str
