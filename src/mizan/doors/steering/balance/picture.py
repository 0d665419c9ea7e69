"""The balance through time: a picture whose title says what it shows, and its table twin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mizan.doors import shown, tables, wording
from mizan.doors.shown import Lang
from mizan.doors.steering.balance.sums import Sum
from mizan.doors.steering.desk import Span
from mizan.doors.steering.scale import money_scale
from mizan.doors.tables import Row, Table, columns
from mizan.kernel.periods import month_of


@dataclass(frozen=True, slots=True)
class Picture:
    """What the part `figure` needs."""

    title: str
    note: str
    description: str
    spec: dict[str, Any]


def picture(by_month: Mapping[date, Sum], lang: Lang) -> Picture | None:
    """Due and received month by month, and the arrears added up so far; nothing when there are no months."""
    if not by_month:
        return None
    total, running, arrears = Sum(), 0, []
    for kept in by_month.values():
        running += kept.arrears
        arrears.append(running)
        total = Sum(total.due + kept.due, total.received + kept.received)
    scale, counted = money_scale(max(running, *(kept.due for kept in by_month.values())), lang)
    months = list(by_month)
    span = {"first": shown.period(month_of(months[0]), lang), "last": shown.period(month_of(months[-1]), lang)}
    share = total.received * 1000 // total.due * 1000 if total.due > 0 else 0
    names = {name: wording.text(f"steering.picture.{name}", lang) for name in ("due", "received", "arrears")}
    spec = {
        "description": wording.text("steering.picture.description", lang, due=total.due, received=total.received, arrears=running, **span),
        "labels": [shown.month_mark(month_of(month), lang) for month in months],
        "unit": wording.text("common.currency", lang),
        "scale": scale,
        "series": [
            {"name": names["due"], "type": "line", "area": True, "values": [kept.due for kept in by_month.values()]},
            {"name": names["received"], "type": "line", "area": True, "values": [kept.received for kept in by_month.values()]},
            {"name": names["arrears"], "type": "line", "values": arrears},
        ],
    }
    title = wording.text("steering.picture.title", lang, share=share, arrears=running)
    note = f"{counted} {wording.text('common.figure.direction', lang)}"
    return Picture(title, note, str(spec["description"]), spec)


def months_table(by_month: Mapping[date, Sum], lang: Lang, opens: Callable[[Span], str]) -> Table:
    """The months of the picture, newest first, with the arrears added up so far; each figure opens its month (or all up to it)."""
    rows, running = [], 0
    for first, kept in by_month.items():
        running += kept.arrears
        month = month_of(first)
        here, until = opens(Span(month=month)), opens(Span(until=month))
        figures = (kept.due, kept.received, kept.arrears, kept.late, kept.owed)
        cells = (
            tables.period(month.key, href=here),
            *(tables.amount(value, href=here if value else "") for value in figures),
            tables.amount(running, href=until if running else ""),
        )
        rows.append(Row(cells))
    heads = columns(lang, "steering.column", "month", "due#", "received#", "arrears#", "late#", "owed#", "running#")
    return Table("months", wording.text("steering.months", lang), heads, tuple(reversed(rows)), sortable=False)
