"""Where the map of the real path is drawn: activities in a column, in their order; what goes on at the right, what goes back at the left.

Whole numbers of a square of its own units: the picture scales with the page. Nothing is drawn to the exclusion of the table beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from mizan.doors import wording
from mizan.doors.shown import Lang
from mizan.doors.steering.service.desk import span, step_words
from mizan.funds.procedures.types import Activity, Edge, Paths

WIDE, MIDDLE, HALF = 440, 220, 66
STEP, HIGH, TOP = 92, 44, 12
LINES = 7
"""The thickest line, in units."""
LABELLED = 9
"""The most frequent passages carry their words on the map; the table has all."""


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


def drawing(found: Paths, lang: Lang) -> Map:
    """The map of paths, with the finding as its title: the longest of the usual waits."""
    at = {activity: TOP + number * STEP for number, (activity, _) in enumerate(found.places)}
    places = tuple(Place(MIDDLE, at[activity], step_words(activity, lang), count) for activity, count in found.places)
    most = max((edge.times for edge in found.edges), default=1)
    lines = tuple(_line(edge, at, most, number < LABELLED, lang) for number, edge in enumerate(found.edges))
    slowest = max(found.edges, key=lambda edge: edge.wait.total, default=None)
    title = wording.text("service.paths.map", lang)
    if slowest is not None:
        before, after = step_words(slowest.before, lang), step_words(slowest.after, lang)
        title = wording.text("service.paths.finding", lang, before=before, after=after, wait=span(slowest.wait.median, lang))
    description = wording.text("service.paths.description", lang, places=len(places), passages=len(lines), files=found.cases)
    high = TOP + (len(places) - 1) * STEP + HIGH + TOP
    return Map(title, wording.text("service.paths.map_note", lang), description, WIDE, high, HALF, 2 * HALF, HIGH, places, lines)


def _line(edge: Edge, at: dict[Activity, int], most: int, labelled: bool, lang: Lang) -> Line:
    start, end = at[edge.before], at[edge.after]
    far = abs(end - start) // STEP
    wide = 1 + (LINES - 1) * edge.times // most
    wait, count = (span(edge.wait.median, lang), edge.times) if labelled else ("", 0)
    if far == 1 and not edge.back:
        middle = (start + HIGH + end) // 2 + 4
        return Line(f"M{MIDDLE} {start + HIGH}L{MIDDLE} {end - 3}", wide, False, MIDDLE + 10, middle, count, wait, "start")
    side = -1 if edge.back else 1
    edge_x = MIDDLE + side * HALF
    reach = edge_x + side * min(30 + 24 * far, 140)
    y1, y2 = start + HIGH // 2, end + HIGH // 2
    middle = (y1 + y2) // 2
    curve = f"M{edge_x} {y1}C{reach} {y1} {reach} {y2} {edge_x + side * 3} {y2}"
    # The top of such a curve lies three quarters of the way out.
    return Line(
        curve, wide, edge.back, edge_x + side * ((abs(reach - edge_x) * 3) // 4 + 6), middle, count, wait, "end" if edge.back else "start"
    )
