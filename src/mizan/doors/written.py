"""Values and the cells of lists as HTML, each value isolated from the text around it.

Written here and not in templates: a list has hundreds of cells, and a template included for each of them takes longer than the
questions asked for the whole page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import cast

from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from mizan.doors import shown
from mizan.doors.shown import Lang
from mizan.doors.tables import Cell, Column, Kind, Row
from mizan.kernel.periods import Period

DASH = mark_safe("—")
"""Where there is no value."""
STATES_KEPT = 256
"""How many states in words are kept written; a page shows some ten."""


def amount(centimes: int | None, lang: Lang) -> SafeString:
    """An amount with its currency; a dash when there is none."""
    return DASH if centimes is None else format_html('<bdi class="nowrap">{}</bdi>', shown.amount(centimes, lang))


def plain(centimes: int | None) -> SafeString:
    """An amount without currency, for a column whose head names the unit; left to right, so that a minus stays before its figures."""
    return DASH if centimes is None else format_html('<bdi class="nowrap" dir="ltr">{}</bdi>', shown.plain(centimes))


def day(value: date | None, lang: Lang) -> SafeString:
    """A day in words; a dash when there is none."""
    if value is None:
        return DASH
    return format_html('<time class="nowrap" datetime="{}">{}</time>', value.isoformat(), shown.day(value, lang))


def moment(value: datetime | None, lang: Lang) -> SafeString:
    """An instant in words, Algiers time; a dash when there is none."""
    if value is None:
        return DASH
    return format_html('<time class="nowrap" datetime="{}">{}</time>', value.isoformat(), shown.moment(value, lang))


def period(value: Period | str | None, lang: Lang) -> str:
    """A month, quarter or year in words; a dash when there is none."""
    return DASH if value is None else shown.period(value, lang)


def rate(ppm: int | None, lang: Lang) -> SafeString:
    """A rate in parts per million as a percentage; a dash when there is none."""
    return DASH if ppm is None else format_html('<bdi class="nowrap">{}</bdi>', shown.rate(ppm, lang))


def number(value: int | None) -> SafeString:
    """A count, grouped by thousands; a dash when there is none."""
    return DASH if value is None else format_html('<bdi class="nowrap">{}</bdi>', shown.number(value))


def code(value: object) -> SafeString:
    """A code, account number or reference: isolated, tabular figures; a dash when there is none."""
    return DASH if value in (None, "") else format_html('<bdi class="code">{}</bdi>', value)


@lru_cache(maxsize=STATES_KEPT)
def status(words: str, tone: str) -> SafeString:
    """A state in words with its sign and colour: the part `status`, written once for each state."""
    return cast("SafeString", get_template("parts/status/part.html").render({"text": words, "tone": tone}))


_WRITTEN: dict[Kind, Callable[[Cell, Lang], str]] = {
    "text": lambda cell, lang: cast("str", cell.value),
    "amount": lambda cell, lang: amount(cast("int | None", cell.value), lang),
    "plain": lambda cell, lang: plain(cast("int | None", cell.value)),
    "day": lambda cell, lang: day(cast("date | None", cell.value), lang),
    "moment": lambda cell, lang: moment(cast("datetime | None", cell.value), lang),
    "period": lambda cell, lang: period(cast("str | None", cell.value), lang),
    "number": lambda cell, lang: number(cast("int | None", cell.value)),
    "code": lambda cell, lang: code(cell.value),
    "rate": lambda cell, lang: rate(cast("int | None", cell.value), lang),
    "status": lambda cell, lang: status(str(cell.value), cell.tone),
}


def cells(pairs: Iterable[tuple[Column, Cell]], lang: Lang) -> SafeString:
    """The cells of a row, the first as its head; each carries its column's label, which a phone shows beside the value."""
    return mark_safe("".join(_cell(column, cell, lang, _TD if at else _TH) for at, (column, cell) in enumerate(pairs)))  # noqa: S308 - each escaped


def rows(pairs: Iterable[tuple[Row, Iterable[tuple[Column, Cell]]]], lang: Lang) -> SafeString:
    """The rows of a list."""
    made = ((f"row-{row.mark}" if row.mark else "", cells(inside, lang)) for row, inside in pairs)
    return format_html_join("", "<tr{}>{}</tr>", ((_attribute("class", mark), inside) for mark, inside in made))


_INSIDE = ' data-value="{}"{}><span class="cell-label" aria-hidden="true">{}</span><span class="cell">{}{}</span></'
_TD, _TH = f"<td{_INSIDE}td>", f'<th scope="row"{_INSIDE}th>'


def _cell(column: Column, cell: Cell, lang: Lang, form: str) -> str:
    value = conditional_escape(_WRITTEN[cell.kind](cell, lang))
    if cell.href:
        value = format_html('<a href="{}" data-row>{}</a>', cell.href, value)
    note = format_html('<small class="cell-note">{}</small>', cell.note) if cell.note else ""
    classes = ("number" if cell.numeric or column.numeric else "", column.phone, "idle" if cell.idle else "")
    marks = _attribute("class", " ".join(name for name in classes if name))
    return format_html(form, cell.weight, marks, column.label, value, note)


def _attribute(name: str, value: str) -> str:
    return format_html(' {}="{}"', name, value) if value else ""
