"""Search in the book, by words in Arabic or French, or by the names of rules."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import sources as texts
from mizan.doors import tables, wording
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.desk import branch_address, kind_words, name_cell, show
from mizan.doors.law.search.index import Entry, find
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Cell, Row, Table, columns

MOST_WORDS, MOST_SHOWN = 100, 60


@page(public=True)
def search(visit: Visit) -> HttpResponse:
    """Show what `?q=` finds, the sixty nearest."""
    lang = visit.lang
    query = visit.request.GET.get("q", "").strip()[:MOST_WORDS]
    found = find(query)
    rows = tuple(
        Row((_cell(entry, visit), tables.text(kind_words(entry.kind, lang)), _branch(entry, visit))) for entry in found[:MOST_SHOWN]
    )
    heads = columns(lang, "law.column", "name", "kind", "branch")
    empty = wording.text("law.search.none", lang)
    table = Table("found", wording.text("law.search.found", lang, count=len(found)), heads, rows, empty=empty, sortable=False)
    context = {"query": query, "table": table if query else None, "more": len(found) > MOST_SHOWN, "shown": MOST_SHOWN}
    return show(visit, "law/search/page.html", "search", context)


def _cell(entry: Entry, visit: Visit) -> Cell:
    if entry.kind == "question":
        topic = shelves().topics[entry.name]
        return tables.text(topic.title[visit.lang], href=visit.address("law:ask", topic=entry.name), note=entry.name)
    if entry.kind == "source":
        title = texts.full(entry.name, visit.lang)
        return tables.text(title, href=visit.address("law:source", source=entry.name), note=entry.name)
    return name_cell(entry.name, visit.lang)


def _branch(entry: Entry, visit: Visit) -> Cell:
    found = shelves()
    if entry.kind == "source":
        return tables.text("—")
    branch = found.branch_of(found.topics[entry.name]) if entry.kind == "question" else found.home(entry.name)
    return tables.text(branch.title[visit.lang], href=branch_address(visit, branch))
