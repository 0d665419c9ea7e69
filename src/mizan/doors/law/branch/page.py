"""A branch: the branches inside, its dated values, its rules, the questions it answers."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.errors import Missing
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.desk import article_cell, branch_crumbs, name_cell, show, standing_cell, worth_now
from mizan.doors.law.home.page import card, links
from mizan.doors.law.questions.page import asked_in
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.law.engine.browse import Branch
from mizan.law.engine.rules import wording_of


@page(public=True)
def branch(visit: Visit, folder: str) -> HttpResponse:
    """Show a branch by its path."""
    found = shelves().branches.get(folder)
    if found is None or not found.path:
        raise Missing(folder)
    context = {
        "branch": found,
        "crumbs": branch_crumbs(visit, found),
        "inner": [card(below, visit) for below in found.inner],
        "values": values_table(visit, found),
        "rules": rules_table(visit, found),
        "switches": links(found, "switch", visit),
        "facts": links(found, "fact", visit),
        "questions": asked_in(visit, found),
    }
    return show(visit, "law/branch/page.html", "home", context)


def values_table(visit: Visit, found: Branch) -> Table | None:
    """The dated values of a branch with what they are worth today, on which text; None when it has none."""
    lang, book = visit.lang, shelves().book
    rows = []
    for name in found.names["value"]:
        value = book.values[name]
        step = value.step_on(visit.today)
        worth = worth_now(name, visit) or wording.text("law.value.none_now", lang)
        kept = step or value.steps[-1]
        since = tables.day(step.since if step else None)
        rows.append(
            Row((name_cell(name, lang), tables.text(worth), since, article_cell(kept.reference, visit), standing_cell(kept.standing, lang)))
        )
    heads = columns(lang, "law.column", "name", "today", "since", "article", "standing")
    return Table("values", wording.text("law.branch.values", lang), heads, tuple(rows), sortable=False) if rows else None


def rules_table(visit: Visit, found: Branch) -> Table | None:
    """The rules of a branch, each with its text, first day and standing; None when it has none."""
    lang, book = visit.lang, shelves().book
    rows = []
    for name in found.names["rule"]:
        wordings = book.rules[name]
        kept = wording_of(wordings, visit.today) or wordings[-1]
        reference = book.sources.reference(kept.source, kept.place)
        cells = (name_cell(name, lang), tables.day(kept.since), article_cell(reference, visit), standing_cell(kept.standing, lang))
        rows.append(Row(cells))
    heads = columns(lang, "law.column", "name", "since", "article", "standing")
    return Table("rules", wording.text("law.branch.rules", lang), heads, tuple(rows), sortable=False) if rows else None
