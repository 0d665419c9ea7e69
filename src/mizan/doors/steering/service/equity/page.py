"""Delay, outcome and error by scheme, sex and wilaya: each with its interval, groups of fewer than ten people never told."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.shown import Lang
from mizan.doors.steering.balance.picture import Picture
from mizan.doors.steering.service.desk import READERS, asked, frame, query
from mizan.doors.tables import Cell, Row, Table, columns
from mizan.funds.people.queries import wilayas
from mizan.funds.procedures import queries
from mizan.funds.procedures.spread import shares_differ
from mizan.funds.procedures.types import Equity, Group, Interval
from mizan.kernel.periods import add_days, month_of

MEASURES = ("delay", "granted", "errors")
DIMENSIONS = ("all", "scheme", "sex", "wilaya")
SPANS = (12, 36)
PERCENT = 10_000


@page(*READERS)
def equity(visit: Visit) -> HttpResponse:
    """The groups of a fund over the last twelve or thirty-six months: a picture of one measure, a table of all."""
    wanted = asked(visit)
    measure = visit.request.GET.get("show", "")
    measure = measure if measure in MEASURES else MEASURES[0]
    months = SPANS[0] if visit.request.GET.get("months") == str(SPANS[0]) else SPANS[1]
    found = queries.equity(month_of(visit.today), wanted.fund, months=months, inside=True)
    table = _table(visit, found)
    if visit.request.GET.get("export") == "csv":
        return visit.file(table.as_csv(), f"equity-{visit.today.isoformat()}.csv")
    fund = wanted.fund.value if wanted.fund else ""
    address = visit.address("service:equity")
    hidden = sum(1 for one in found.groups if one.hidden)
    context = {
        **frame(visit, wanted, "equity"),
        "picture": _picture(visit, found, measure),
        "table": table,
        "hidden": hidden,
        "few": not any(one for one in found.groups if not one.hidden and one.dimension != "all"),
        "since": found.since,
        "last": add_days(found.until, -1),
        "gaps": _gaps(visit, found),
        "shows": [
            _choice(
                wording.text(f"service.measure.{name}", visit.lang), address + query(fund=fund, show=name, months=months), name == measure
            )
            for name in MEASURES
        ],
        "spans": [
            _choice(
                wording.text("service.equity.months", visit.lang, n=each),
                address + query(fund=fund, show=measure, months=each),
                each == months,
            )
            for each in SPANS
        ],
    }
    return visit.page("steering/service/equity/page.html", context)


def _choice(text: str, href: str, current: bool) -> dict[str, object]:
    return {"text": text, "href": href, "current": current, "count": None}


def group_words(visit: Visit, group: Group) -> str:
    """A group by its name."""
    if group.dimension == "wilaya" and group.value:
        named = next((one for one in wilayas(on=visit.today) if str(one.code) == group.value), None)
        return group.value if named is None else (named.name_ar if visit.lang == "ar" else named.name_fr)
    return wording.text(f"service.group.{group.dimension}_{group.value or 'none'}", visit.lang)


def _of(group: Group, measure: str) -> tuple[int | None, Interval | None]:
    return {
        "delay": (group.delay, group.delay_between),
        "granted": (group.granted, group.granted_between),
        "errors": (group.errors, group.errors_between),
    }[measure]


def _value(measure: str, value: int, lang: Lang) -> str:
    return wording.text("service.span.days", lang, n=value) if measure == "delay" else shown.rate(value // 1000 * 1000, lang)


def _cell(group: Group, measure: str, lang: Lang) -> Cell:
    value, between = _of(group, measure)
    if value is None:
        return tables.text("—")
    note = ""
    if between is not None:
        note = wording.text("service.between", lang, low=_value(measure, between.low, lang), high=_value(measure, between.high, lang))
    return tables.text(_value(measure, value, lang), note=note)


def _table(visit: Visit, found: Equity) -> Table:
    rows = []
    for dimension in DIMENSIONS:
        groups = found.of(dimension)
        rows += [_row(visit, group) for group in groups if not group.hidden]
        hidden = [group for group in groups if group.hidden]
        # Of sixty-nine wilayas most may be hidden: one line says so.
        if dimension == "wilaya" and hidden:
            rows.append(_silent(wording.text("service.equity.hidden_wilayas", visit.lang, count=len(hidden)), visit))
        else:
            rows += [_silent(group_words(visit, group), visit) for group in hidden]
    heads = columns(visit.lang, "service.column", "group", "persons#", "decided#", *MEASURES, "compared#")
    caption, empty = (wording.text(f"service.equity.{name}", visit.lang) for name in ("caption", "none"))
    export = query(fund=found.fund, export="csv")
    return Table("equity", caption, heads, tuple(rows), export=export, empty=empty, sortable=False)


def _row(visit: Visit, group: Group) -> Row:
    name = tables.text(group_words(visit, group), note=wording.text(f"service.dimension.{group.dimension}", visit.lang))
    measures = (_cell(group, measure, visit.lang) for measure in MEASURES)
    return Row((name, tables.number(group.persons), tables.number(group.decided), *measures, tables.number(group.compared)))


def _silent(name: str, visit: Visit) -> Row:
    nothing = (*(tables.number(None) for _ in range(2)), *(tables.text("—") for _ in MEASURES), tables.number(None))
    return Row((tables.text(name, note=wording.text("service.equity.hidden", visit.lang)), *nothing))


def _gaps(visit: Visit, found: Equity) -> list[str]:
    """The widest difference of each dimension, and whether it may be chance."""
    said = []
    for dimension in DIMENSIONS[1:]:
        gap = found.gap(dimension)
        if gap is None:
            continue
        told = [one for one in found.of(dimension) if one.granted is not None]
        least, most = min(told, key=lambda one: one.granted or 0), max(told, key=lambda one: one.granted or 0)
        apart = shares_differ([(one.given or 0, one.decided) for one in told])
        words = wording.text(f"service.dimension.{dimension}", visit.lang)
        key = "service.equity.apart" if apart else "service.equity.maybe"
        said.append(
            wording.text(
                key, visit.lang, what=words, gap=gap // 1000 * 1000, least=group_words(visit, least), most=group_words(visit, most)
            )
        )
    return said


def _picture(visit: Visit, found: Equity, measure: str) -> Picture | None:
    """The groups told, one under another, each as its value within its interval; nothing where fewer than two can be told."""
    told = [one for dimension in DIMENSIONS for one in found.of(dimension) if not one.hidden and _of(one, measure)[0] is not None]
    if len(told) < 2:
        return None
    title = wording.text(f"service.equity.title_{measure}", visit.lang)
    description = _described(visit, told, measure)
    bars = []
    for one in told:
        value, between = _of(one, measure)
        if value is None:
            continue
        low, high = between or (value, value)
        words = f"{group_words(visit, one)} : {_value(measure, value, visit.lang)}"
        bars.append({"name": group_words(visit, one), "value": value, "low": low, "high": high, "words": words})
    spec = {
        "kind": "intervals",
        "description": description,
        "name": wording.text(f"service.measure.{measure}", visit.lang),
        "scale": 1 if measure == "delay" else PERCENT,
        "suffix": "" if measure == "delay" else " %",
        "bars": bars,
    }
    return Picture(title, wording.text(f"service.equity.unit_{measure}", visit.lang), description, spec)


def _described(visit: Visit, told: Sequence[Group], measure: str) -> str:
    comma = wording.text("common.semicolon", visit.lang)
    parts = []
    for one in told:
        value, _ = _of(one, measure)
        if value is not None:
            parts.append(f"{group_words(visit, one)} {_value(measure, value, visit.lang)}")
    return comma.join(parts)
