"""An indicator of a fund for a month: value, definition, query, series, map, parts, and the postings or files behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.alerts.lists import raised_on
from mizan.doors.steering.alerts.told import rule_words
from mizan.doors.steering.desk import READERS, crumb, page_asked
from mizan.doors.steering.indicator.made_of import behind_table, moves_table, parts_table
from mizan.doors.steering.indicator.pictures import map_of, series_picture
from mizan.doors.steering.service.desk import READERS as STUDY
from mizan.doors.steering.table.asked import Asked, asked, choices, fund_words
from mizan.doors.steering.table.figures import (
    nothing_counted,
    nothing_words,
    rounding_of,
    state_tone,
    state_words,
    value_cell,
    value_words,
)
from mizan.doors.tables import Row, Table, columns
from mizan.formats.indicators import catalogue
from mizan.funds.contributions.days import accounting_day
from mizan.funds.indicators import queries
from mizan.funds.indicators.alert_rules import rules
from mizan.funds.indicators.definitions import DEFINITIONS, Definition
from mizan.funds.indicators.sentences import sentence_of
from mizan.funds.indicators.types import Behind, Figure, Kept, State
from mizan.funds.ledger.queries import entry_on

MONTHS = 24


@page(*READERS)
def indicator(visit: Visit, indicator_id: str) -> HttpResponse:
    """One figure with everything it is made of."""
    if indicator_id not in catalogue():
        raise Missing(indicator_id)
    here = asked(visit)
    if not here.seen:
        raise Missing(indicator_id)
    name = catalogue()[indicator_id].name[visit.lang]
    figure = queries.figure(indicator_id, fund=here.fund, month=here.month)
    kept = queries.kept(indicator_id, fund=here.fund, month=here.month)
    definition = DEFINITIONS.get(indicator_id)
    address = visit.address("indicators:indicator", indicator_id=indicator_id)
    context: dict[str, Any] = {
        "here": here,
        "fund": here.fund,
        "name": name,
        "of": fund_words(here.fund, visit),
        "month": shown.period(here.month, visit.lang),
        "crumbs": [crumb(visit, wording.text("indicators.title", visit.lang), "indicators:table", here.query), crumb(visit, name)],
        "choices": choices(visit, here, address),
        "value": value_words(figure.value, figure.unit, visit.lang, rounding_of(indicator_id)),
        "state": state_words(figure, visit.lang),
        "tone": state_tone(figure),
        "says": _says(visit, figure, kept),
        "sentence": sentence_of(indicator_id).get(visit.lang, ""),
        "sources": [] if definition is None else _sources(visit, definition),
        "facts": _facts(visit, figure, kept, definition),
        "alerts": raised_on(visit, indicator_id, here.fund),
        "series": series_picture(visit, name, queries.series(indicator_id, fund=here.fund, until=here.month, months=MONTHS)),
        "by_fund": _by_fund(visit, here, indicator_id, definition),
        **_opened(visit, here, name, kept),
    }
    return visit.page("steering/indicator/page.html", context)


def _opened(visit: Visit, here: Asked, name: str, kept: Kept | None) -> dict[str, Any]:
    """The map, the parts and the items of a figure that has some."""
    if kept is None or kept.figure.state is State.FAILED:
        return {"kept": kept}
    number = page_asked(visit)
    found = queries.behind(kept.figure.indicator, fund=here.fund, month=here.month, page=number)
    mapped = map_of(visit, name, kept.figure, kept.places)
    return {
        "kept": kept,
        "parts": parts_table(visit, kept),
        "moves": moves_table(visit, kept) if kept.restated else None,
        "map": mapped[0] if mapped else None,
        "map_table": mapped[1] if mapped else None,
        "behind": behind_table(visit, kept, found) if found.count else None,
        "behind_says": _behind_says(visit, kept, found),
        "groups": visit.address("service:equity") + _fund_query(here) if _shows_groups(visit, kept) else "",
        "page": number,
        "more": found.count > number * queries.PAGE,
    }


def _shows_groups(visit: Visit, kept: Kept) -> bool:
    """Whether the figure is told of groups of people that the reader may see on their own page."""
    return kept.figure.indicator == "outcomes_equity" and any(grant.role.value in STUDY for grant in visit.grants)


def _fund_query(here: Asked) -> str:
    return f"?fund={here.fund.value}" if here.fund else ""


def _behind_says(visit: Visit, kept: Kept, found: Behind) -> str:
    """Whether the items the reader sees are all that was counted."""
    if found.total == (kept.figure.numerator or 0):
        if found.walked:
            return wording.text("indicators.behind.walked", visit.lang, count=found.count, day=accounting_day(kept.figure.known_at))
        return wording.text("indicators.behind.all", visit.lang, count=found.count)
    return wording.text("indicators.behind.not_all", visit.lang)


def _says(visit: Visit, figure: Figure, kept: Kept | None) -> dict[str, str] | None:
    """What has to be known before the number is used: it failed, something is missing, it was restated, or there is no feed."""
    lang = visit.lang
    if figure.state is State.NOT_COVERED:
        return {"tone": "info", "text": wording.text("indicators.says.not_covered", lang)}
    if kept is None:
        return {"tone": "soon", "text": wording.text("indicators.says.never", lang)}
    if figure.state is State.FAILED:
        why = {one.split(":")[0] for one in kept.missing}
        key = "sums" if "sums" in why else "failed"
        key += "" if figure.value is not None else "_never"
        days = (visit.today - figure.cut_off).days
        return {"tone": "late", "text": wording.text(f"indicators.says.{key}", lang, day=figure.cut_off, count=days)}
    if nothing_counted(figure):
        what = nothing_words(figure.indicator, lang)
        return {"tone": "info", "text": wording.text("indicators.says.nothing_counted", lang, what=what)}
    if figure.reason:
        was, now = (value_words(value, figure.unit, lang) for value in (figure.restates, figure.value))
        why_words = wording.text(f"indicators.reason.{figure.reason}", lang)
        return {"tone": "soon", "text": wording.text("indicators.says.restated", lang, was=was, now=now, why=why_words)}
    if kept.missing:
        words = wording.text("common.comma", lang).join(wording.text(f"indicators.need.{one}", lang) for one in kept.missing)
        return {"tone": "soon", "text": wording.text("indicators.says.late", lang, missing=words)}
    return None


def _facts(visit: Visit, figure: Figure, kept: Kept | None, definition: Definition | None) -> list[dict[str, object]]:
    def fact(name: str, value: object, kind: str = "text") -> dict[str, object]:
        return {"label": wording.text(f"indicators.fact.{name}", visit.lang), "value": value, "kind": kind}

    about = catalogue()[figure.indicator]
    found = [
        fact("direction", wording.text(f"indicators.direction.{about.direction.value}", visit.lang)),
        fact("feed", wording.text(f"indicators.feed.{about.feed.value}", visit.lang)),
    ]
    if definition is None or kept is None:
        return found
    return [
        *found,
        *([fact("alert", rule_words(figure.indicator, rules()[figure.indicator], visit.lang))] if figure.indicator in rules() else []),
        fact("owner", wording.text(f"indicators.owner.{definition.owner}", visit.lang)),
        fact("cut_off", figure.cut_off, "day"),
        fact("known_at", figure.known_at, "moment"),
        fact("version", definition.version, "number"),
        fact("hash", figure.data_hash, "code"),
    ]


def _sources(visit: Visit, definition: Definition) -> list[dict[str, str]]:
    return [
        {"name": wording.text(f"indicators.measure.{name}", visit.lang), "sql": sql} for name, sql in queries.sources(definition).items()
    ]


def _by_fund(visit: Visit, here: Asked, indicator_id: str, definition: Definition | None) -> Table | None:
    """The funds beside each other, what they owe each other taken away, and the funds together."""
    if definition is None or here.fund is not None:
        return None
    address = visit.address("indicators:indicator", indicator_id=indicator_id)
    found = {fund: queries.kept(indicator_id, fund=fund, month=here.month) for fund in (*definition.funds, None)}
    rows, unit = [], catalogue()[indicator_id].unit
    for fund in (one for one in definition.funds if one in here.funds):
        figure = one.figure if (one := found[fund]) else None
        cell = value_cell(figure.value if figure else None, unit, visit.lang)
        rows.append(Row((tables.text(fund_words(fund, visit), href=f"{address}{here._replace(fund=fund).query}"), cell)))
    whole = together.figure.value if (together := found[None]) else None
    if definition.additive and whole is not None and set(definition.funds) <= set(here.funds):
        inner = whole - sum(one.figure.value or 0 for fund, one in found.items() if one is not None and fund is not None)
        if inner:
            rows.append(Row((tables.text(wording.text("indicators.internal", visit.lang)), value_cell(inner, unit, visit.lang))))
    foot = (tables.text(fund_words(None, visit)), value_cell(whole, unit, visit.lang))
    heads = columns(visit.lang, "indicators.column", "fund", "value#")
    return Table("funds", wording.text("indicators.across.caption", visit.lang), heads, tuple(rows), foot, sortable=False)


@page(*READERS)
def entry(visit: Visit, entry_id: int) -> HttpResponse:
    """An entry of the books behind a figure: its lines, of the funds the reader sees."""
    found = entry_on(entry_id)
    if found is None:
        raise Missing(str(entry_id))
    lang = visit.lang
    rows = [
        Row(
            (
                tables.text(wording.text(f"fund.{line.fund}", lang)),
                tables.text(wording.text(f"controller.nature.{line.nature}", lang)),
                tables.text(wording.text(f"fund_branch.{line.branch}", lang) if line.branch else ""),
                tables.amount(line.amount if line.amount > 0 else None),
                tables.amount(-line.amount if line.amount < 0 else None),
            )
        )
        for line in found.lines
    ]
    heads = columns(lang, "indicators.column", "fund", "nature", "branch", "debit#", "credit#")
    title = wording.text("indicators.entry.title", lang, number=found.id)
    context = {
        "title": title,
        "found": found,
        "memo": wording.text(found.memo_key, lang, **found.memo) if found.memo_key and wording.has(found.memo_key, lang) else "",
        "crumbs": [crumb(visit, wording.text("indicators.title", lang), "indicators:table"), crumb(visit, title)],
        "table": Table("lines", wording.text("indicators.entry.caption", lang), heads, tuple(rows), sortable=False),
    }
    return visit.page("steering/indicator/entry.html", context)
