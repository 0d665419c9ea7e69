"""An indicator of an instruction through time: what it was, the way it is asked, its target; and the table twin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mizan.doors import shown, tables, wording
from mizan.doors.shown import Lang
from mizan.doors.steering.instructions.desk import name_of, value_words
from mizan.doors.tables import Row, Table, columns
from mizan.formats.indicators import catalogue
from mizan.funds.steering.figures import WholeMonth
from mizan.funds.steering.judging import expected
from mizan.funds.steering.keeping import baseline_of, way_of
from mizan.funds.steering.types.instructions import AimKept, InstructionKept
from mizan.kernel.periods import month_of
from mizan.kernel.rounding import Rounding, divide

AXIS = {"centimes": 10**8, "ppm": 100, "ratio_ppm": 100}
"""What one mark of the axis is, in the hundredths the picture counts in."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What the part `figure` needs, and the table twin."""

    name: str
    title: str
    note: str
    spec: dict[str, Any]
    table: Table
    description: str


def picture(terms: InstructionKept, aim: AimKept, target: int | None, months: Sequence[WholeMonth], lang: Lang) -> Picture | None:
    """The months since the baseline's; nothing before there are two, for a point is no picture."""
    start = baseline_of(aim, terms, months)
    since = [one for one in months if start is not None and one.starts >= start.starts]
    if len(since) < 2:
        return None
    unit = catalogue()[aim.indicator].unit
    way = way_of(aim, terms, target, months, fed=True)
    asked = [expected(way, terms.deadline, one.end) for one in since]
    names = {name: wording.text(f"instructions.picture.{name}", lang) for name in ("value", "asked", "target")}
    series: list[dict[str, object]] = [{"name": names["value"], "type": "line", "values": [_hundredths(one.value, unit) for one in since]}]
    if target is not None:
        series.append({"name": names["asked"], "type": "line", "values": [_hundredths(one or 0, unit) for one in asked]})
        series.append({"name": names["target"], "type": "line", "values": [_hundredths(target, unit) for _ in since]})
    title = wording.text(
        "instructions.picture.title", lang,
        name=name_of(aim.indicator, lang), first=value_words(since[0].value, unit, lang), last=value_words(since[-1].value, unit, lang),
    )  # fmt: skip
    spec = {
        "description": title,
        "labels": [shown.month_mark(month_of(one.starts), lang) for one in since],
        "unit": wording.text(f"instructions.picture.unit.{unit}", lang),
        "scale": AXIS.get(unit, 100),
        "series": series,
    }
    note = f"{wording.text(f'instructions.picture.axis.{unit}', lang)} {wording.text('common.figure.direction', lang)}"
    rows = tuple(
        Row((tables.period(f"{one.starts:%Y-%m}"), *(tables.text(value_words(value, unit, lang)) for value in (one.value, way_asked))))
        for one, way_asked in reversed(list(zip(since, asked, strict=True)))
    )
    table = Table(
        f"months-{aim.indicator}", title, columns(lang, "instructions.picture", "month", "value#", "asked#"), rows, sortable=False
    )
    return Picture(f"way-{aim.indicator}", title, note, spec, table, title)


def _hundredths(value: int, unit: str) -> int:
    """A value as the picture counts: centimes as they are, hundredths of a percent or of a ratio, hundredths of a day or a piece."""
    if unit == "centimes":
        return value
    if unit in ("ppm", "ratio_ppm"):
        return divide(value, 100 if unit == "ppm" else 10_000, Rounding.HALF_UP)
    return value * 100
