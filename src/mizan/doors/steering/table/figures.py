"""A figure as it is written: in its unit, with its state, and how it stands against another."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from mizan.doors import shown, tables, wording
from mizan.doors.shown import Lang
from mizan.doors.tables import Cell, Tone
from mizan.formats.indicators import Direction, catalogue
from mizan.funds.indicators.definitions import DEFINITIONS
from mizan.funds.indicators.types import Figure, State
from mizan.kernel.rounding import Rounding, divide

HUNDREDTH_OF_RATIO = 10_000
HUNDREDTH_OF_PERCENT = 100
"""Shares are told to a hundredth of a percent, rounded as the indicator is: never all before it is, never none where there is some."""
_TONES: dict[State, Tone] = {
    State.MEASURED: "done",
    State.NOTHING_COUNTED: "quiet",
    State.LATE: "soon",
    State.FAILED: "late",
    State.NOT_COVERED: "quiet",
}


class Change(NamedTuple):
    """How a value stands against another: "up", "down" or "same", and "better", "worse" or "watch"."""

    way: str
    verdict: str


def value_words(value: int | None, unit: str, lang: Lang, rounding: Rounding = Rounding.HALF_UP) -> str:
    """A value in words: an amount, a share, days, months, a ratio with two decimals, or a count; a dash for none."""
    if value is None:
        return "—"
    if unit == "centimes":
        return shown.amount(value, lang)
    if unit == "ppm":
        return shown.rate(_told(value, rounding), lang)
    if unit == "ratio_ppm":
        return shown.plain(divide(value, HUNDREDTH_OF_RATIO, Rounding.DOWN))
    if unit == "count":
        return shown.number(value)
    return wording.text(f"indicators.unit.{unit}", lang, count=value)


def value_cell(value: int | None, unit: str, lang: Lang, *, href: str = "", note: str = "", rounding: Rounding = Rounding.HALF_UP) -> Cell:
    """The same as a cell: money, shares and counts under each other, the rest as words."""
    if unit == "centimes":
        return Cell("amount", value, href, note)
    if unit == "ppm":
        return replace(tables.rate(None if value is None else _told(value, rounding)), href=href, note=note)
    if unit == "count":
        return tables.number(value, href=href, note=note)
    return Cell("text", value_words(value, unit, lang), href, note)


def figure_cell(figure: Figure, lang: Lang, *, href: str = "", note: str = "") -> Cell:
    """A figure's value as a cell, rounded as its indicator is."""
    return value_cell(figure.value, figure.unit, lang, href=href, note=note, rounding=rounding_of(figure.indicator))


def _told(ppm: int, rounding: Rounding) -> int:
    return divide(ppm, HUNDREDTH_OF_PERCENT, rounding) * HUNDREDTH_OF_PERCENT


def rounding_of(indicator_id: str) -> Rounding:
    """How an indicator is rounded."""
    return DEFINITIONS[indicator_id].rounding if indicator_id in DEFINITIONS else Rounding.HALF_UP


def state_cell(figure: Figure, lang: Lang) -> Cell:
    """The state, and until which day it counts."""
    cell = tables.status(state_words(figure, lang), state_tone(figure))
    note = "" if figure.value is None else wording.text("indicators.to_day", lang, day=figure.cut_off)
    return replace(cell, note=note)


def state_tone(figure: Figure) -> Tone:
    """The tone of its state."""
    return "quiet" if nothing_counted(figure) else _TONES[figure.state]


def state_words(figure: Figure, lang: Lang) -> str:
    """The state in words."""
    if nothing_counted(figure):
        return nothing_words(figure.indicator, lang)
    if figure.reason:
        return wording.text("indicators.restated_mark", lang)
    return wording.text(f"indicators.state.{figure.state.value}", lang)


def nothing_counted(figure: Figure) -> bool:
    """Whether all was in and there was nothing to count; figures kept before the state had its name say it by having no value."""
    return figure.value is None and figure.state in (State.NOTHING_COUNTED, State.MEASURED)


def nothing_words(indicator: str, lang: Lang) -> str:
    """What there was none of: cases of the month, unless the indicator has words of its own."""
    own = f"indicators.nothing_of.{indicator}"
    return wording.text(own if wording.has(own, lang) else f"indicators.state.{State.NOTHING_COUNTED.value}", lang)


def change(figure: Figure, before: Figure) -> Change | None:
    """How a figure stands against another; None where one of them has no value."""
    if figure.value is None or before.value is None:
        return None
    if figure.value == before.value:
        return Change("same", "watch")
    rises = figure.value > before.value
    direction = catalogue()[figure.indicator].direction
    if direction is Direction.WATCH:
        return Change("up" if rises else "down", "watch")
    return Change("up" if rises else "down", "better" if rises == (direction is Direction.UP) else "worse")


def change_words(found: Change | None, lang: Lang) -> str:
    """That in words."""
    if found is None:
        return ""
    way = wording.text(f"indicators.way.{found.way}", lang)
    if found.verdict == "watch":
        return way
    return way + wording.text("common.comma", lang) + wording.text(f"indicators.verdict.{found.verdict}", lang)


def moved_ppm(figure: Figure, before: Figure) -> int:
    """How far a figure moved, in parts per million of what it was: what moved most comes first. Nothing to compare with is no move."""
    if figure.value is None or not before.value:
        return 0
    return divide(abs(figure.value - before.value) * 1_000_000, abs(before.value), Rounding.DOWN)
