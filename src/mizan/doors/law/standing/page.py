"""Everything the book holds by standing: the page of `mizan law audit`."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.desk import article_cell, kind_words, name_cell, show
from mizan.doors.law.written import last_day
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.law.engine.audit import audit
from mizan.law.engine.sources import Standing

A_PAGE = 60


@cache
def _by_standing() -> dict[Standing, tuple[dict[str, Any], ...]]:
    entries = audit(shelves().book)
    return {standing: tuple(entry for entry in entries if entry["standing"] == standing) for standing in Standing}


@page(public=True)
def standing(visit: Visit) -> HttpResponse:
    """List the entries of one standing (`?of=recall`), the least trusted first when none is named; pages of sixty."""
    lang, entries = visit.lang, _by_standing()
    asked = visit.request.GET.get("of", "")
    chosen = Standing(asked) if asked in set(Standing) else next((one for one in reversed(Standing) if entries[one]), Standing.GAZETTE)
    pages = max(1, -(-len(entries[chosen]) // A_PAGE))
    typed = visit.request.GET.get("page", "1")
    here = min(max(int(typed), 1), pages) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    counted = Counter({one: len(found) for one, found in entries.items()})
    filters = [
        {
            "text": wording.text(f"standing.{one}", lang),
            "href": f"?of={one}",
            "current": one is chosen,
            "count": counted[one],
        }
        for one in Standing
    ]
    context = {
        "filters": filters,
        "means": wording.text(f"law.standing.means.{chosen}", lang),
        "table": _table(visit, entries[chosen][(here - 1) * A_PAGE : here * A_PAGE], chosen, counted[chosen]),
        "of": chosen,
        "here": here,
        "pages": pages,
    }
    return show(visit, "law/standing/page.html", "standing", context)


def _table(visit: Visit, entries: tuple[dict[str, Any], ...], chosen: Standing, count: int) -> Table:
    lang, book, rows = visit.lang, shelves().book, []
    for entry in entries:
        article = f".art-{entry['article'].replace(' ', '-')}" if entry["article"] else ""
        reference = book.sources.reference(entry["source"] + article, entry["name"])
        since, until = (date.fromisoformat(entry[name]) if entry[name] else None for name in ("since", "until"))
        rows.append(
            Row(
                (
                    name_cell(entry["name"], lang),
                    tables.text(kind_words(entry["kind"], lang)),
                    article_cell(reference, visit),
                    tables.day(since),
                    tables.day(last_day(until)),
                )
            )
        )
    heads = columns(lang, "law.column", "name", "kind", "article", "since", "until")
    caption = wording.text("law.standing.caption", lang, standing=wording.text(f"standing.{chosen}", lang), count=count)
    return Table("entries", caption, heads, tuple(rows), empty=wording.text("law.standing.none", lang), sortable=False)
