"""What an alert is, and the rule that raises it. What a rule says of a figure is computed by the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period

LARGEST = 10**18


class Way(StrEnum):
    """What of a figure alerts: its value, or how far it moved in the direction that is worse."""

    ABOVE = "above"
    BELOW = "below"
    RISES = "rises"
    FALLS = "falls"


class Than(StrEnum):
    """What a move is measured against; nothing for a value."""

    NOTHING = ""
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Rule:
    """A value in the unit of the catalogue (`above`, `below`), or a move in parts per million of what it was (`rises`, `falls`)."""

    way: Way
    at: int
    than: Than = Than.NOTHING

    def __post_init__(self) -> None:
        moves = self.way in (Way.RISES, Way.FALLS)
        if moves is (self.than is Than.NOTHING) or (moves and self.at <= 0) or abs(self.at) > LARGEST:
            raise ValueError(f"no rule: {self}")

    @property
    def record(self) -> dict[str, Any]:
        """As it is kept with an alert."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert on an indicator of a fund (None: together): the rule that raised it, the month, value and snapshot it was raised on.

    `against` is what the value was compared with, in the same unit; None for a rule of value. `ended_*` are of the figure that ended it:
    None while it lasts. `owner` is who answers for the indicator; `seen` are the accounts that said so,
    each with the moment.
    """

    id: int
    indicator: str
    fund: Fund | None
    owner: str
    rule: Rule
    month: Period
    value: int
    against: int | None
    data_hash: str
    raised_at: datetime
    ended_month: Period | None
    ended_value: int | None
    ended_at: datetime | None
    seen: tuple[tuple[int, datetime], ...]

    @property
    def open(self) -> bool:
        """Whether no later figure has ended it."""
        return self.ended_at is None


def rule_read(told: Mapping[str, Any]) -> Rule:
    """The rule of `{above = 0}`, `{rises = 50000, than = "month"}`. Raises ValueError for what says none, or two."""
    ways = [Way(name) for name in told if name != "than"]
    if len(ways) != 1 or isinstance(told[ways[0]], bool) or not isinstance(told[ways[0]], int):
        raise ValueError(f"no rule: {dict(told)}")
    return Rule(ways[0], told[ways[0]], Than(told.get("than", "")))
