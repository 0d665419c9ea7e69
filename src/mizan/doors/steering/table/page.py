"""The minister's table: the balance in five numbers, what moved, what one will be asked, and every indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.steering.alerts.lists import lasting_of
from mizan.doors.steering.desk import READERS
from mizan.doors.steering.table.adopted import KINDS, Kind, adopted
from mizan.doors.steering.table.asked import Asked, asked, choices, fund_words
from mizan.doors.steering.table.figures import change, change_words, figure_cell, moved_ppm, state_cell, value_cell, value_words
from mizan.doors.tables import Cell, Row, Table, columns
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
    every = _every(visit, here, lines)
    if visit.request.GET.get("export") == "csv":
        return visit.file(every.as_csv(), f"indicators-{here.fund.value if here.fund else 'all'}-{here.month.key}.csv")
    context = {
        "here": here,
        "fund": here.fund,
        "name": fund_words(here.fund, visit),
        "month": shown.period(here.month, visit.lang),
        "choices": choices(visit, here, visit.address("indicators:table")),
        "tiles": _tiles(visit, here, lines),
        "verdict": _verdict(visit, lines),
        "moved": _moved(visit, here, lines),
        "alerts": lasting_of(visit, here.fund) if here.seen else None,
        "asked": _asked(visit, here, lines),
        "across": _across(visit, here) if here.fund is None and here.seen else None,
        "every": every,
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
        else tables.text(wording.text("indicators.state.not_covered", lang))
        for kind in KINDS
    ]
    worse = (found := change(line.now, line.before)) is not None and found.verdict == "worse"
    return Row(
        (
            _named(visit, here, line.now.indicator),
            figure_cell(line.now, lang, href=href if line.now.value is not None else ""),
            figure_cell(line.before, lang, note=change_words(found, lang)),
            figure_cell(line.year_ago, lang, note=change_words(change(line.now, line.year_ago), lang)),
            *promises,
            state_cell(line.now, lang),
        ),
        "late" if line.now.state is State.FAILED else "soon" if worse else "",
    )


HEADS = ("name", "value#", "before#", "year_ago#", "budget", "promise", "state")


def _table(visit: Visit, name: str, rows: Sequence[Row], *, export: str = "") -> Table:
    caption, empty = (wording.text(f"indicators.{name}.{which}", visit.lang) for which in ("caption", "empty"))
    return Table(name, caption, columns(visit.lang, "indicators.column", *HEADS), tuple(rows), export=export, empty=empty, sortable=False)


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


def _every(visit: Visit, here: Asked, lines: dict[str, Line]) -> Table:
    """Every indicator, by axis; what has no feed at the end."""
    axes = list(Axis)
    ordered = sorted(
        lines.values(), key=lambda line: (line.now.state is State.NOT_COVERED, axes.index(catalogue()[line.now.indicator].axis))
    )
    return _table(visit, "every", [_row(visit, here, line) for line in ordered], export=f"{here.query}&export=csv")


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
            cells.append(figure_cell(figure, visit.lang, href=href))
        rows.append(Row((tables.text(catalogue()[name].name[visit.lang]), *cells), "fund" if name == "result" else ""))
    heads = (
        tables.Column(wording.text("indicators.column.name", visit.lang)),
        *(tables.Column(fund_words(fund, visit), numeric=True) for fund in funds),
    )
    return Table("across", wording.text("indicators.across.caption", visit.lang), heads, tuple(rows), sortable=False)


def _by_id(fund: Fund | None, month: Period) -> dict[str, Figure]:
    return {one.indicator: one for one in figures_of(fund=fund, month=month) if one.indicator in DEFINITIONS}
