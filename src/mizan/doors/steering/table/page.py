"""The minister's table: the balance in five numbers, what moved, what one will be asked, and every indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.shown import Lang
from mizan.doors.steering.alerts.lists import lasting_of
from mizan.doors.steering.desk import READERS
from mizan.doors.steering.table.adopted import KINDS, Kind, adopted
from mizan.doors.steering.table.asked import Asked, asked, choices, fund_words
from mizan.doors.steering.table.figures import change, change_words, figure_cell, moved_ppm, state_cell, value_cell, value_words
from mizan.doors.tables import Cell, Column, Phone, Row, Table, columns
from mizan.formats.indicators import Axis, catalogue
from mizan.funds.indicators.definitions import DEFINITIONS
from mizan.funds.indicators.queries import table as figures_of
from mizan.funds.indicators.types import Adopted, Figure, State
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, add_months, month_of, previous

TILES = ("receipts", "spending", "result", "cash", "arrears")
"""The balance in five numbers."""
ACROSS = (*TILES, "cash_days", "arrears_age", "recovery_rate", "contributors_per_pensioner", "covered_persons", "discrepancy_rate")
"""What is shown fund by fund beside each other."""
MOVED_SHOWN = 6
MOVED_LEAST_PPM = 20_000
"""Two percent: less is not called a move."""


class Line(NamedTuple):
    """A figure with the same of the month before and of the year before, and what was adopted for it."""

    now: Figure
    before: Figure
    year_ago: Figure
    said: Mapping[Kind, Adopted]


@page(*READERS)
def table(visit: Visit) -> HttpResponse:
    """One page for one fund, or the funds together, and one month."""
    here = asked(visit)
    lines = _lines(here)
    if visit.request.GET.get("export") == "csv":
        every = _table(visit, "every", [_row(visit, here, line) for line in _ordered(lines)])
        return visit.file(every.as_csv(), f"indicators-{here.fund.value if here.fund else 'all'}-{here.month.key}.csv")
    context = {
        "here": here,
        "fund": here.fund,
        "name": fund_words(here.fund, visit),
        "month": shown.period(here.month, visit.lang),
        "known": max((line.now.cut_off for line in lines.values() if line.now.value is not None), default=None),
        "choices": choices(visit, here, visit.address("indicators:table")),
        "tiles": _tiles(visit, here, lines),
        "verdict": _verdict(visit, lines),
        "moved": _moved(visit, here, lines),
        "alerts": lasting_of(visit, here.fund) if here.seen else None,
        "asked": _asked(visit, here, lines),
        "across": _across(visit, here) if here.fund is None and here.seen else None,
        "groups": _groups(visit, here, lines),
        "left": _left(visit, here, lines),
    }
    return visit.page("steering/table/page.html", context)


def _lines(here: Asked) -> dict[str, Line]:
    months = (here.month, previous(here.month), month_of(add_months(here.month.start, -12)))
    found = [figures_of(fund=here.fund, month=month) if here.seen else () for month in months]
    said = adopted(here.fund, here.month) if here.seen else {}
    return {now.indicator: Line(now, before, ago, said.get(now.indicator, {})) for now, before, ago in zip(*found, strict=True)}


def _opens(visit: Visit, here: Asked, indicator_id: str) -> str:
    return visit.address("indicators:indicator", indicator_id=indicator_id) + here.query


def _named(visit: Visit, here: Asked, indicator_id: str) -> Cell:
    return tables.text(catalogue()[indicator_id].name[visit.lang], href=_opens(visit, here, indicator_id))


def _tiles(visit: Visit, here: Asked, lines: dict[str, Line]) -> list[dict[str, object]]:
    made = []
    for name in TILES:
        line = lines.get(name)
        if line is None or line.now.value is None:
            continue
        notes = [change_words(change(line.now, line.before), visit.lang)]
        days = lines["cash_days"].now.value if name == "cash" else None
        if days is not None:
            notes = [wording.text("indicators.days_covered", visit.lang, days=value_words(days, "days", visit.lang))]
        if name == "arrears" and (age := lines["arrears_age"].now.value) is not None:
            notes = [wording.text("indicators.mean_age", visit.lang, age=value_words(age, "months", visit.lang))]
        tone = "late" if name == "result" and line.now.value < 0 else "soon" if name == "arrears" else "act"
        note = " · ".join(note for note in notes if note)
        label = catalogue()[name].name[visit.lang]
        made.append({"label": label, "value": line.now.value, "href": _opens(visit, here, name), "note": note, "tone": tone})
    return made


def _verdict(visit: Visit, lines: dict[str, Line]) -> str:
    """The first sentence: whether what came in covers what went out."""
    found = lines["result"].now if "result" in lines else None
    if found is None or found.value is None or found.state is State.FAILED:
        return wording.text("indicators.balance.unknown", visit.lang)
    key = "balanced" if found.value >= 0 else "short"
    return wording.text(f"indicators.balance.{key}", visit.lang, amount=abs(found.value))


def _row(visit: Visit, here: Asked, line: Line) -> Row:
    """A line of the table: the value, what it was, what was adopted, and how far it may be trusted."""
    unit, lang = line.now.unit, visit.lang
    href = _opens(visit, here, line.now.indicator)
    said = line.said
    promises = [
        value_cell(said[kind].value, unit, lang, note=said[kind].document)
        if kind in said
        else _idle(tables.text(wording.text("indicators.state.not_covered", lang)), idle=True)
        for kind in KINDS
    ]
    worse = (found := change(line.now, line.before)) is not None and found.verdict == "worse"
    return Row(
        (
            _named(visit, here, line.now.indicator),
            figure_cell(line.now, lang, href=href if line.now.value is not None else ""),
            _idle(figure_cell(line.before, lang, note=change_words(found, lang)), idle=line.before.value is None),
            figure_cell(line.year_ago, lang, note=change_words(change(line.now, line.year_ago), lang)),
            *promises,
            _state(line.now, here.month, lang),
        ),
        "late" if line.now.state is State.FAILED else "soon" if worse else "",
    )


def _state(figure: Figure, month: Period, lang: Lang) -> Cell:
    """How far a figure may be trusted; the day it counts to only where that is not the month's last, which the page names."""
    cell = state_cell(figure, lang)
    whole = figure.cut_off == month.last_day
    return replace(cell, note="" if whole else cell.note, idle=whole and figure.state is State.MEASURED and not figure.reason)


def _idle(cell: Cell, *, idle: bool) -> Cell:
    return replace(cell, idle=idle)


HEADS: Mapping[str, Phone] = {
    "name": "", "value#": "brief-value", "before#": "brief-change", "year_ago#": "brief-wide", "budget": "", "promise": "", "state": "",
}  # fmt: skip
"""The columns, and where a phone shows each; what it was a year ago is for wide screens, and for the page of the indicator."""


def _table(visit: Visit, name: str, rows: Sequence[Row]) -> Table:
    caption, empty = (wording.text(f"indicators.{name}.{which}", visit.lang) for which in ("caption", "empty"))
    return Table(name, caption, _heads(visit), tuple(rows), empty=empty, sortable=False, look="brief")


def _heads(visit: Visit) -> tuple[Column, ...]:
    named = columns(visit.lang, "indicators.column", *HEADS)
    return tuple(replace(column, phone=phone) for column, phone in zip(named, HEADS.values(), strict=True))


def _moved(visit: Visit, here: Asked, lines: dict[str, Line]) -> Table:
    """What moved most against the month before."""
    found = sorted(lines.values(), key=lambda line: -moved_ppm(line.now, line.before))
    kept = [line for line in found if moved_ppm(line.now, line.before) >= MOVED_LEAST_PPM][:MOVED_SHOWN]
    return _table(visit, "moved", [_row(visit, here, line) for line in kept])


def _asked(visit: Visit, here: Asked, lines: dict[str, Line]) -> Table:
    """What needs an answer: what failed, what was restated, what is late, what is worse than both before and a year ago."""
    rows = []
    for line in lines.values():
        against = [change(line.now, other) for other in (line.before, line.year_ago)]
        worse = all(one is not None and one.verdict == "worse" for one in against)
        late = line.now.state is State.LATE and line.now.value is not None and here.month.end <= visit.today
        if line.now.state is State.FAILED or line.now.reason or late or worse:
            rows.append(_row(visit, here, line))
    return _table(visit, "asked", rows)


def _ordered(lines: dict[str, Line]) -> list[Line]:
    """Every indicator, by axis; what has no feed at the end."""
    axes = list(Axis)
    return sorted(lines.values(), key=lambda line: (not _covered(line), axes.index(_axis(line))))


def _axis(line: Line) -> Axis:
    return catalogue()[line.now.indicator].axis


def _covered(line: Line) -> bool:
    return line.now.state is not State.NOT_COVERED


def _groups(visit: Visit, here: Asked, lines: dict[str, Line]) -> list[dict[str, object]]:
    """The indicators that have a feed, an axis a group: its name, how many there are and how many are worse, and their table."""
    made: list[dict[str, object]] = []
    for axis in Axis:
        held = [line for line in lines.values() if _axis(line) is axis and _covered(line)]
        if not held:
            continue
        name = wording.text(f"instructions.axis.{axis.value}", visit.lang)
        worse = sum((found := change(line.now, line.before)) is not None and found.verdict == "worse" for line in held)
        rows = tuple(_row(visit, here, line) for line in held)
        made.append(
            {
                "name": name,
                "count": wording.text("indicators.group.count", visit.lang, count=len(held)),
                "worse": wording.text("indicators.group.worse", visit.lang, count=worse) if worse else "",
                "table": Table(f"axis-{axis.value}", name, _heads(visit), rows, sortable=False, look="brief", captioned=False),
            }
        )
    return made


def _left(visit: Visit, here: Asked, lines: dict[str, Line]) -> dict[str, object] | None:
    """The indicators nothing feeds yet, by name."""
    held = [line.now.indicator for line in _ordered(lines) if not _covered(line)]
    if not held:
        return None
    return {
        "count": wording.text("indicators.group.count", visit.lang, count=len(held)),
        "items": [{"text": catalogue()[name].name[visit.lang], "href": _opens(visit, here, name)} for name in held],
    }


def _across(visit: Visit, here: Asked) -> Table:
    """The main indicators, a fund a column, the funds together last."""
    by_fund = {fund: _by_id(fund, here.month) for fund in here.funds}
    funds = [*(fund for fund in here.funds if fund is not None), None]
    rows = []
    for name in ACROSS:
        cells = []
        for fund in funds:
            figure = by_fund[fund][name]
            href = _opens(visit, here._replace(fund=fund), name) if figure.value is not None else ""
            cells.append(_idle(figure_cell(figure, visit.lang, href=href), idle=figure.value is None))
        rows.append(Row((tables.text(catalogue()[name].name[visit.lang]), *cells), "fund" if name == "result" else ""))
    heads = (
        tables.Column(wording.text("indicators.column.name", visit.lang)),
        *(tables.Column(fund_words(fund, visit), numeric=True) for fund in funds),
    )
    return Table("across", wording.text("indicators.across.caption", visit.lang), heads, tuple(rows), sortable=False, look="broad")


def _by_id(fund: Fund | None, month: Period) -> dict[str, Figure]:
    return {one.indicator: one for one in figures_of(fund=fund, month=month) if one.indicator in DEFINITIONS}
