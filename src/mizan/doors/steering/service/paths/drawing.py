"""Where the map of the real path is drawn: activities in a column, in their order; what goes on at the right, what goes back at the left.

Whole numbers of a square of its own units: the picture scales with the page. Nothing is drawn to the exclusion of the table beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from mizan.doors import wording
from mizan.doors.shown import Lang
from mizan.doors.steering.service.desk import span, step_words
from mizan.funds.procedures.types import Activity, Edge, Paths

HALF, STEP, HIGH, TOP = 86, 106, 58, 12
BARE, BACK = 14, 130
"""Room at the left of the column: little, or enough for what goes back."""
LINES = 8
"""The thickest line, in units."""
LABELLED = 10
"""The most frequent passages carry their words on the map where there is room; the table has all."""
WORDS, TALL = 112, 24
"""What words take, at the size they have on a phone."""
APART: dict[Lang, str] = {"ar": "\u2067", "fr": "\u2066"}
POPPED = "\u2069"
PARTS = 20
TRIED = (10, 9, 11, 8, 12, 7, 13, 6, 14, 5, 15, 4, 16)
"""Where along a line its words may stand, in twentieths of the way, the best first."""


@dataclass(frozen=True, slots=True)
class Place:
    """An activity: its box and its words."""

    x: int
    y: int
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A passage: its curve, its thickness, whether it goes back, and its words where it carries some."""

    curve: str
    wide: int
    back: bool
    x: int
    y: int
    count: int
    wait: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Map:
    """What the part `journey` draws."""

    title: str
    note: str
    description: str
    wide: int
    high: int
    box_half: int
    box_wide: int
    box_high: int
    places: tuple[Place, ...]
    lines: tuple[Line, ...]


class _Rope(NamedTuple):
    """A curve by its four points, and on which side of the column it hangs (0: straight down)."""

    points: tuple[tuple[int, int], ...]
    side: int

    @property
    def drawn(self) -> str:
        (x, y), (bx, by), (cx, cy), (dx, dy) = self.points
        return f"M{x} {y}C{bx} {by} {cx} {cy} {dx} {dy}"

    def at(self, part: int) -> tuple[int, int]:
        """The place at so many twentieths of the way (Bernstein, in whole numbers)."""
        left = PARTS - part
        weights = (left**3, 3 * left**2 * part, 3 * left * part**2, part**3)
        x, y = (sum(weight * point[axis] for weight, point in zip(weights, self.points, strict=True)) for axis in (0, 1))
        return x // PARTS**3, y // PARTS**3


class _Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: _Box) -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


def drawing(found: Paths, lang: Lang) -> Map:
    """The map of paths, with the finding as its title: between which activities most time went, and how much it usually is."""
    middle = (BACK if any(edge.back for edge in found.edges) else BARE) + HALF
    at = {activity: TOP + number * STEP for number, (activity, _) in enumerate(found.places)}
    places = tuple(Place(middle, at[activity], step_words(activity, lang), count) for activity, count in found.places)
    most = max((edge.times for edge in found.edges), default=1)
    taken = [_Box(middle - HALF, place.y, middle + HALF, place.y + HIGH) for place in places]
    lines = []
    for number, edge in enumerate(found.edges):
        rope = _rope(edge, at, middle)
        words = _words(rope, taken) if number < LABELLED else None
        x, y, anchor = words or (0, 0, "start")
        # Set apart from the picture around it, which is left to right in both languages.
        wait = f"{APART[lang]}{span(edge.wait.median, lang)}{POPPED}" if words else ""
        lines.append(Line(rope.drawn, 1 + (LINES - 1) * edge.times // most, edge.back, x, y, edge.times, wait, anchor))
    wide = max((box.right for box in taken), default=2 * middle) + TOP
    high = TOP + max(0, len(places) - 1) * STEP + HIGH + TOP
    description = wording.text("service.paths.description", lang, places=len(places), passages=len(lines), files=found.cases)
    note = wording.text("service.paths.map_note", lang)
    return Map(_title(found, lang), note, description, wide, high, HALF, 2 * HALF, HIGH, places, tuple(lines))


def _title(found: Paths, lang: Lang) -> str:
    slowest = max(found.edges, key=lambda edge: edge.wait.total, default=None)
    if slowest is None:
        return wording.text("service.paths.map", lang)
    before, after = step_words(slowest.before, lang), step_words(slowest.after, lang)
    return wording.text("service.paths.finding", lang, before=before, after=after, wait=span(slowest.wait.median, lang))


def _rope(edge: Edge, at: dict[Activity, int], middle: int) -> _Rope:
    start, end = at[edge.before], at[edge.after]
    far = abs(end - start) // STEP
    if far == 1 and not edge.back:
        return _Rope(((middle, start + HIGH), (middle, start + HIGH), (middle, end - 3), (middle, end - 3)), 0)
    side = -1 if edge.back else 1
    out = middle + side * HALF
    reach = out + side * min(24 + 24 * far, 120 if edge.back else 210)
    # What leaves a box and what comes to it do not meet in the same point.
    y1, y2 = start + HIGH // 2 + 9, end + HIGH // 2 - 9
    return _Rope(((out, y1), (reach, y1), (reach, y2), (out + side * 3, y2)), side)


def _words(rope: _Rope, taken: list[_Box]) -> tuple[int, int, str] | None:
    """Where the words of a line stand without covering others: the place and which end of them is there; None where there is no room."""
    for part in TRIED:
        x, y = rope.at(part)
        start = x + 8 if rope.side >= 0 else x - 8 - WORDS
        box = _Box(start, y - TALL // 2, start + WORDS, y + TALL // 2)
        if box.left >= 0 and not any(box.meets(other) for other in taken):
            taken.append(box)
            return (start, y + 5, "start") if rope.side >= 0 else (x - 8, y + 5, "end")
    return None
