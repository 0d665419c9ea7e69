"""A review in words: sections of sentences, tables and pictures, the same for the page and for the document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from mizan.doors.shown import Lang
from mizan.doors.tables import Table
from mizan.funds.steering.types.reviews import ReviewKept

Opens = Callable[..., str]
"""The address of a page by its name and parameters; "" where nothing can be opened (on paper) or the reader may not."""


class Telling(NamedTuple):
    """A review, the language it is told in, and how what it says opens."""

    review: ReviewKept
    lang: Lang
    opens: Opens

    @property
    def query(self) -> str:
        """As addresses of this review carry it."""
        fund = self.review.fund.value if self.review.fund else ""
        return f"?fund={fund}&period={self.review.period.key}"


class Bar(NamedTuple):
    """A bar of a waterfall, in centimes from `low` to `high`: a total, or what moves it up or down; `words` say it."""

    name: str
    low: int
    high: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From a total to another by cause."""

    name: str
    title: str
    note: str
    description: str
    scale: int
    bars: tuple[Bar, ...]

    @property
    def spec(self) -> dict[str, Any]:
        """What the chart of the page reads."""
        return {"kind": "waterfall", "description": self.description, "scale": self.scale, "bars": [bar._asdict() for bar in self.bars]}


@dataclass(frozen=True, slots=True)
class Piece:
    """A table, with the picture it is the twin of where there is one; `lead` says what it is."""

    table: Table
    picture: Waterfall | None = None
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what it says, its pieces, and what is said after them."""

    name: str
    heading: str
    said: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    after: tuple[str, ...] = ()
