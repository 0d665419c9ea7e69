"""An indicator's definition."""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum


class Axis(StrEnum):
    """What an instruction is about, first of all."""

    BALANCE = "balance"
    RIGHTS = "rights"
    DIGITAL = "digital"
    SERVICE = "service"
    COORDINATION = "coordination"


class Direction(StrEnum):
    """Which way is better; `watch`: neither is by itself."""

    UP = "up"
    DOWN = "down"
    WATCH = "watch"


class Feed(StrEnum):
    """Where the figure comes from: the ledger's postings, the files of benefits and declarations, the log of acts, or nowhere yet."""

    BOOKS = "books"
    FILES = "files"
    ACTS = "acts"
    NONE = "none"


@dataclasses.dataclass(frozen=True, slots=True)
class Indicator:
    """What an indicator is. `unit`: centimes, ppm (parts per million of a whole), days, months, count."""

    id: str
    name: Mapping[str, str]
    unit: str
    direction: Direction
    axis: Axis
    feed: Feed
    suggested_by: tuple[str, ...]

    @property
    def live(self) -> bool:
        """Whether figures reach it."""
        return self.feed is not Feed.NONE
