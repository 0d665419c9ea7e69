"""Figures as the table holds them: read by key, turned into answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from mizan.formats.indicators import catalogue
from mizan.funds.access.sql import Row, decoded, rows
from mizan.funds.indicators.types import Figure, Kept, Part, Place, State
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month_of

COLUMNS = """f.id, f.indicator, f.fund, f.month, f.state, f.value, f.numerator, f.denominator, f.cut_off, f.known_at, f.data_hash,
       f.version, f.missing, f.reason, (SELECT r.value FROM indicators_figure r WHERE r.id = f.restates_id)"""
HEAVY = ", f.parts, f.places, f.restated"
_LATEST = """
SELECT DISTINCT ON (f.indicator, f.fund, f.month) {columns}
  FROM indicators_figure f WHERE {where} AND (%(known)s::timestamptz IS NULL OR f.known_at <= %(known)s)
 ORDER BY f.indicator, f.fund, f.month, f.id DESC
"""


def latest(where: str, values: Mapping[str, Any], *, known_at: datetime | None = None, whole: bool = False) -> list[Kept]:
    """The last figure of each key that meets a condition (constant SQL), as known at a moment; `whole` brings parts and places too."""
    statement = _LATEST.format(columns=COLUMNS + (HEAVY if whole else ""), where=where)
    return [kept_of(row) for row in rows(statement, {**values, "known": known_at})]


def kept_of(row: Row) -> Kept:
    """A row of `COLUMNS` (and `HEAVY`, where read)."""
    heavy = row[15:] if len(row) > 15 else ([], [], [])
    figure = Figure(
        indicator=row[1],
        fund=Fund(row[2]) if row[2] else None,
        month=month_of(row[3]),
        unit=catalogue()[row[1]].unit,
        state=State(row[4]),
        value=_whole(row[5]),
        numerator=_whole(row[6]),
        denominator=_whole(row[7]),
        cut_off=row[8],
        known_at=row[9],
        data_hash=row[10],
        restates=_whole(row[14]),
        reason=row[13],
    )
    parts = tuple(Part(*one) for one in decoded(heavy[0]))
    places = {one[0]: Place(*one) for one in decoded(heavy[1])}
    return Kept(figure, row[0], parts, places, tuple(decoded(row[12])), row[11], tuple(_moves(decoded(heavy[2]))))


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _moves(found: Iterable[Any]) -> Iterable[tuple[str, int, int]]:
    return ((str(name), int(before), int(now)) for name, before, now in found)
