"""The texts the law was read in, and what rests on each."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from django.http import HttpResponse

from mizan.doors import sources as texts
from mizan.doors import tables, wording
from mizan.doors.errors import Missing
from mizan.doors.law.basis import text_facts
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.desk import kind_words, name_cell, show, standing_cell
from mizan.doors.law.written import dated_words, gazette_words, last_day, text_kind
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.law.engine.audit import audit
from mizan.law.engine.sources import Source

_SITE = re.compile(r"[a-z0-9.-]+\.[a-z]{2,}(?:/\S*)?")


@cache
def resting() -> dict[str, tuple[dict[str, Any], ...]]:
    """The entries of the audit by the text they stand on; what was only read there comes marked `read`."""
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in audit(shelves().book):
        found.setdefault(entry["source"], []).append(entry)
        for key in entry.get("read_in", ()):
            if key != entry["source"]:
                found.setdefault(key, []).append(entry | {"read": True})
    return {key: tuple(entries) for key, entries in found.items()}


@page(public=True)
def sources(visit: Visit) -> HttpResponse:
    """List every text with its kind, day, gazette and how much rests on it."""
    lang = visit.lang
    rows = tuple(
        Row(
            (
                tables.text(one.title[lang], href=visit.address("law:source", source=one.key)),
                tables.text(text_kind(one, lang)),
                tables.text(dated_words(one, lang)),
                tables.text(gazette_words(one, lang) or "—"),
                tables.number(len(resting().get(one.key, ()))),
            )
        )
        for one in shelves().book.sources.all()
    )
    heads = columns(lang, "law.column", "text", "kind", "dated", "gazette", "resting#")
    table = Table("sources", wording.text("law.sources.caption", lang, count=len(rows)), heads, rows)
    return show(visit, "law/sources/list.html", "sources", {"table": table})


@page(public=True)
def source(visit: Visit, source: str) -> HttpResponse:
    """Show one text by its key."""
    kept = next((one for one in shelves().book.sources.all() if one.key == source), None)
    if kept is None:
        raise Missing(source)
    lang = visit.lang
    short = texts.short(kept.key, lang)
    facts: list[dict[str, object]] = [
        {"label": wording.text("law.column.kind", lang), "kind": "text", "value": text_kind(kept, lang)},
        *text_facts(visit, kept),
    ]
    if kept.address:
        facts.append(_where(kept, visit))
    crumbs = [{"text": wording.text("law.tab.sources", lang), "href": visit.address("law:sources")}, {"text": short, "href": ""}]
    context = {"title": short, "key": kept.key, "crumbs": crumbs, "facts": facts, "table": _resting_table(visit, kept)}
    return show(visit, "law/sources/page.html", "sources", context)


def _where(kept: Source, visit: Visit) -> dict[str, object]:
    """Where a text was read; a link when the address is one."""
    fact: dict[str, object] = {"label": wording.text("law.column.address", visit.lang), "kind": "text", "value": kept.address}
    return fact | ({"href": f"https://{kept.address}"} if _SITE.fullmatch(kept.address) else {})


def _resting_table(visit: Visit, kept: Source) -> Table:
    lang, rows = visit.lang, []
    for entry in resting().get(kept.key, ()):
        article = wording.text("common.steps.article", lang, number=entry["article"]) if entry["article"] else "—"
        words = wording.text("law.sources.read", lang) if entry.get("read") else article
        since, until = (date.fromisoformat(entry[name]) if entry[name] else None for name in ("since", "until"))
        rows.append(
            Row(
                (
                    name_cell(entry["name"], lang),
                    tables.text(kind_words(entry["kind"], lang)),
                    tables.text(words),
                    tables.day(since),
                    tables.day(last_day(until)),
                    standing_cell(entry["standing"], lang),
                )
            )
        )
    heads = columns(lang, "law.column", "name", "kind", "article", "since", "until", "standing")
    caption, empty = wording.text("law.sources.resting", lang), wording.text("law.sources.nothing", lang)
    return Table("resting", caption, heads, tuple(rows), empty=empty)
