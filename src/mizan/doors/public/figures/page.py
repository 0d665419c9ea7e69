"""The open figures of the last closed month: what each is, its value, how it stands, and how to check it again. Without an account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.public.figures.open import (
    Read,
    checks_of,
    choices_of,
    figure_of,
    fund_name,
    group_name,
    line_cell,
    name_in,
    read,
    standing_cell,
    standing_words,
    tone_of,
)  # fmt: skip
from mizan.doors.steering.indicator.pictures import Picture, map_of, series_picture
from mizan.doors.steering.table.figures import rounding_of, value_words
from mizan.doors.tables import Row, Table, columns
from mizan.formats.indicators import catalogue
from mizan.funds.indicators.types import Place
from mizan.funds.publication.equity import ALL
from mizan.funds.publication.month import MEASURES_OF_EQUITY
from mizan.funds.publication.types import Kind, Line
from mizan.kernel.periods import parse_period

COLUMN = "public.figures.column"


@page(public=True)
def figures(visit: Visit) -> HttpResponse:
    """Every indicator of the funds together, for a published month."""
    found = read(visit, Kind.FIGURES)
    if found is None:
        return visit.page("public/figures/page.html", {"read": None})
    lang = visit.lang
    lines = found.document.of("figure", fund=ALL)
    rows = [
        Row((tables.text(name_in(found.document, one.item, lang), href=_address(visit, found, one.item)), line_cell(one, lang),
             standing_cell(one, lang)))
        for one in sorted(lines, key=lambda line: line.state == "not_covered")
    ]  # fmt: skip
    heads = columns(lang, COLUMN, "name", "value#", "state")
    context = {
        **_shared(visit, found),
        "table": Table("figures", wording.text("public.figures.caption", lang), heads, tuple(rows), sortable=False),
        "years": [
            {"key": f"public.figures.{kind.value}", "href": visit.address("public:figures-year", document=kind.value)}
            for kind in (Kind.SSI, Kind.SDG)
        ],
    }
    return visit.page("public/figures/page.html", context)


@page(public=True)
def figure(visit: Visit, indicator_id: str) -> HttpResponse:
    """One indicator: its definition in both languages, its months, the funds, and the wilayas where people are counted by them."""
    if indicator_id not in catalogue():
        raise Missing(indicator_id)
    found = read(visit, Kind.FIGURES)
    if found is None:
        return visit.page("public/figures/page.html", {"read": None})
    lang = visit.lang
    whole = next(iter(found.document.of("figure", item=indicator_id, fund=ALL)), None)
    if whole is None:
        raise Missing(indicator_id)
    name = name_in(found.document, indicator_id, lang)
    context = {
        **_shared(visit, found),
        "name": name,
        "value": value_words(whole.value, whole.unit, lang, rounding_of(indicator_id)),
        "state": standing_words(whole, lang),
        "tone": tone_of(whole),
        "definitions": _definitions(found, indicator_id, lang),
        "about": _about(visit, whole),
        "series": _series(visit, name, found.document.of("series", item=indicator_id)),
        "funds": _funds(visit, found, indicator_id),
        **_places(visit, found, name, indicator_id, whole),
    }
    return visit.page("public/figures/figure.html", context)


@page(public=True)
def equity(visit: Visit) -> HttpResponse:
    """Delay, outcome and error of claims by scheme, sex and wilaya, groups of fewer than ten people hidden."""
    found = read(visit, Kind.FIGURES)
    if found is None:
        return visit.page("public/figures/page.html", {"read": None})
    lang = visit.lang
    places = list(dict.fromkeys(one.place for one in found.document.of("equity")))
    rows = []
    for place in places:
        of = {one.item: one for one in found.document.of("equity", place=place)}
        silent = of["persons"].value is None
        group = group_name(found.document, place, lang)
        name = tables.text(group, note=wording.text("public.figures.hidden", lang) if silent else "")
        rows.append(Row((name, *(line_cell(of.get(item), lang) for item in MEASURES_OF_EQUITY))))
    heads = (*columns(lang, COLUMN, "group"), *(tables.Column(name_in(found.document, item, lang), True) for item in MEASURES_OF_EQUITY))
    table = Table("equity", wording.text("public.figures.equity.caption", lang), heads, tuple(rows), sortable=False)
    return visit.page("public/figures/equity.html", {**_shared(visit, found), "table": table})


def _shared(visit: Visit, found: Read) -> dict[str, Any]:
    return {
        "read": found,
        "month": shown.period(parse_period(found.document.period), visit.lang),
        "choices": choices_of(found, visit.lang),
        "checks": checks_of(visit, found),
        "back": visit.address("public:figures") + _query(found),
        "equity": visit.address("public:figures-equity") + _query(found),
    }


def _query(found: Read) -> str:
    return f"?month={found.document.period}"


def _address(visit: Visit, found: Read, indicator_id: str) -> str:
    return visit.address("public:figure", indicator_id=indicator_id) + _query(found)


def _definitions(found: Read, indicator_id: str, lang: str) -> list[dict[str, str]]:
    """What is counted, in the language of the page first, then in the other."""
    said = found.document.items.get(indicator_id, {})
    order = (lang, "fr" if lang == "ar" else "ar")
    return [
        {"lang": one, "dir": "rtl" if one == "ar" else "ltr", "name": said.get(one, ""), "text": said[f"counts_{one}"]}
        for one in order
        if f"counts_{one}" in said
    ]


def _about(visit: Visit, whole: Line) -> list[dict[str, object]]:
    facts: list[dict[str, object]] = [
        {"label": wording.text("indicators.fact.cut_off", visit.lang), "value": figure_of(whole).cut_off, "kind": "day"}
    ]
    if whole.data_hash:
        facts.append({"label": wording.text("indicators.fact.hash", visit.lang), "value": whole.data_hash, "kind": "code"})
    if whole.reason:
        was = value_words(whole.was, whole.unit, visit.lang, rounding_of(whole.item))
        why = wording.text(f"indicators.reason.{whole.reason}", visit.lang)
        facts.append({"label": wording.text("public.figures.fact.was", visit.lang), "value": was, "kind": "text", "note": why})
    return facts


def _series(visit: Visit, name: str, lines: Sequence[Line]) -> Picture | None:
    """The months as a picture, with a table that says which are hidden."""
    picture = series_picture(visit, name, [figure_of(one) for one in lines]) if lines else None
    if picture is None:
        return None
    rows = [Row((tables.period(one.period), line_cell(one, visit.lang), standing_cell(one, visit.lang))) for one in reversed(lines)]
    return replace(picture, table=replace(picture.table, rows=tuple(rows)))


def _funds(visit: Visit, found: Read, indicator_id: str) -> Table | None:
    lines = [one for one in found.document.of("figure", item=indicator_id) if one.fund != ALL]
    if not lines:
        return None
    lang = visit.lang
    rows = [Row((tables.text(fund_name(one.fund, lang)), line_cell(one, lang), standing_cell(one, lang))) for one in lines]
    heads = columns(lang, COLUMN, "fund", "value#", "state")
    return Table("funds", wording.text("indicators.across.caption", lang), heads, tuple(rows), sortable=False)


def _places(visit: Visit, found: Read, name: str, indicator_id: str, whole: Line) -> dict[str, Any]:
    """The wilayas as tiles and as a table by fund."""
    lines = found.document.of("wilaya", item=indicator_id)
    if not lines:
        return {"map": None, "by_wilaya": None}
    lang = visit.lang
    codes = list(dict.fromkeys(one.place for one in lines))
    names = {int(code.partition(":")[2]): group_name(found.document, code, lang) for code in codes}
    of = {(one.place, one.fund): one for one in lines}
    funds = [*dict.fromkeys(one.fund for one in lines if one.fund != ALL), ALL]
    rows = [
        Row((tables.text(names[int(code.partition(":")[2])]), *(line_cell(of.get((code, fund)), lang) for fund in funds))) for code in codes
    ]
    heads = (*columns(lang, COLUMN, "wilaya"), *(tables.Column(fund_name(fund, lang), True) for fund in funds))
    table = Table("wilayas", wording.text("public.figures.wilayas", lang), heads, tuple(rows))
    told = {int(one.place.partition(":")[2]): one.value for one in lines if one.fund == ALL}
    places = {code: Place(code, value, value or 0, None) for code, value in told.items() if code}
    mapped = map_of(visit, name, figure_of(whole), places, names=names)
    return {"map": mapped[0] if mapped else None, "by_wilaya": table}
