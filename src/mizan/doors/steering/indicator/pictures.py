"""An indicator through time and over the country: each picture with its table twin."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from mizan.doors import shown, tables, wording
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.doors.steering.scale import money_scale
from mizan.doors.steering.table.figures import rounding_of, state_cell, value_cell, value_words
from mizan.doors.tables import Row, Table, columns
from mizan.funds.indicators.types import Figure, Place
from mizan.funds.people.queries import wilayas
from mizan.kernel.rounding import Rounding, divide

LEVELS = 5
ABBREVIATED = 5
"""How many letters of a name a tile holds."""
MARK = "▮"


@dataclass(frozen=True, slots=True)
class Picture:
    """What the part `figure` needs, with its table."""

    title: str
    note: str
    description: str
    spec: Mapping[str, Any]
    table: Table


def series_picture(visit: Visit, name: str, line: Sequence[Figure]) -> Picture | None:
    """The months of an indicator as a line, with a gap where there is no figure; nothing before there are two."""
    known = [one for one in line if one.value is not None]
    if len(known) < 2:
        return None
    lang, unit = visit.lang, line[0].unit
    last, first, how = known[-1], known[0], rounding_of(line[0].indicator)
    title = wording.text(
        "indicators.series.title",
        lang,
        name=name,
        value=value_words(last.value, unit, lang, how),
        month=shown.period(last.month, lang),
    )
    words = {
        "first": shown.period(first.month, lang), "last": shown.period(last.month, lang),
        "was": value_words(first.value, unit, lang, how), "value": value_words(last.value, unit, lang, how),
    }  # fmt: skip
    description = wording.text("indicators.series.description", lang, name=name, **words)
    values, decimals = _drawn([one.value for one in line], unit)
    scale, marked = _scale(unit, [value for value in values if value is not None], lang)
    spec = {
        "description": description,
        "labels": [shown.month_mark(one.month, lang) for one in line],
        "unit": wording.text(f"indicators.chart.{unit}", lang),
        "scale": scale,
        "decimals": decimals,
        "series": [{"name": name, "type": "line", "area": True, "values": values}],
    }
    note = f"{marked} {wording.text('common.figure.direction', lang)}"
    return Picture(title, note, description, spec, _months(visit, line))


def _drawn(values: Sequence[int | None], unit: str) -> tuple[list[int | None], int]:
    """Values as the chart draws them: whole numbers with so many decimals (hundredths of a percent, of a ratio, of a dinar)."""
    if unit not in ("ppm", "ratio_ppm"):
        return list(values), 2 if unit == "centimes" else 0
    step = 100 if unit == "ppm" else 10_000
    return [None if value is None else divide(value, step, Rounding.HALF_UP) for value in values], 2


def _scale(unit: str, values: Sequence[int], lang: Lang) -> tuple[int, str]:
    if unit == "centimes":
        return money_scale(max(abs(value) for value in values), lang)
    return (100 if unit in ("ppm", "ratio_ppm") else 1), wording.text(f"indicators.chart_note.{unit}", lang)


def _months(visit: Visit, line: Sequence[Figure]) -> Table:
    rows = [
        Row((tables.period(one.month.key), value_cell(one.value, one.unit, visit.lang), state_cell(one, visit.lang)))
        for one in reversed(line)
    ]
    heads = columns(visit.lang, "indicators.column", "month", "value#", "state")
    return Table("series", wording.text("indicators.series.caption", visit.lang), heads, tuple(rows), sortable=False)


@cache
def _layout() -> Mapping[int, tuple[int, int]]:
    text = files("mizan.doors").joinpath("parts", "tilemap", "tiles.csv").read_text("utf-8")
    return {int(row["code"]): (int(row["column"]), int(row["row"])) for row in csv.DictReader(text.splitlines())}


def level_of(place: Place | None, ranked: Sequence[int]) -> int:
    """The fifth of the wilayas a place is in, 1 to 5, by its value; 0 where there is none."""
    if place is None or place.value is None:
        return 0
    below = sum(value < place.value for value in ranked)
    return 1 + below * LEVELS // len(ranked)


def map_of(
    visit: Visit, name: str, figure: Figure, places: Mapping[int, Place], *, names: Mapping[int, str] | None = None
) -> tuple[dict[str, Any], Table] | None:
    """The tiles and their table; nothing for an indicator without wilayas, or where no wilaya has a value.

    `names` of the wilayas, for a visitor without an account, to whom the register says nothing.
    """
    lang = visit.lang
    ranked = sorted(place.value for wilaya, place in places.items() if wilaya and place.value is not None)
    if not ranked:
        return None
    if names is None:
        names = {one.code: one.name_ar if lang == "ar" else one.name_fr for one in wilayas(on=visit.today)}
    tiles, how = [], rounding_of(figure.indicator)
    for code, (column, row) in _layout().items():
        place, level = places.get(code), level_of(places.get(code), ranked)
        value = value_words(place.value if place else None, figure.unit, lang, how)
        called = names.get(code, str(code))
        tiles.append(
            {
                "code": code, "abbreviation": called.removeprefix("ال")[:ABBREVIATED], "column": column, "row": row, "level": level,
                "mark": MARK * level if level else "–", "words": wording.text("indicators.map.tile", lang, wilaya=called, value=value),
            }
        )  # fmt: skip
    highest = max((code for code in places if code and places[code].value is not None), key=lambda code: (places[code].value or 0, -code))
    found = {
        "name": "map",
        "title": wording.text(
            "indicators.map.title",
            lang,
            wilaya=names.get(highest, str(highest)),
            value=value_words(places[highest].value, figure.unit, lang, how),
        ),
        "note": wording.text("indicators.map.note", lang, name=name, day=figure.cut_off),
        "tiles": tiles,
        "key": [
            {"level": level, "mark": MARK * level if level else "–", "text": wording.text(f"indicators.map.level_{level}", lang)}
            for level in range(LEVELS, -1, -1)
        ],
    }
    return found, _wilayas(visit, figure, places, names)


def _wilayas(visit: Visit, figure: Figure, places: Mapping[int, Place], names: Mapping[int, str]) -> Table:
    lang, how = visit.lang, rounding_of(figure.indicator)
    nowhere = wording.text("indicators.map.nowhere", lang)
    rows = [
        Row(
            (
                tables.number(code or None),
                tables.text(names.get(code, nowhere)),
                value_cell(place.value, figure.unit, lang, rounding=how),
            )
        )
        for code, place in sorted(places.items(), key=lambda one: (one[0] == 0, -(one[1].value or 0), one[0]))
    ]
    heads = columns(lang, "indicators.column", "code#", "wilaya", "value#")
    return Table("wilayas", wording.text("indicators.map.caption", lang), heads, tuple(rows))
