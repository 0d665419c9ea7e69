"""A rule: what it says, on which text and since when, its wordings through time, what it uses and who uses it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.law.basis import basis_facts
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.desk import (
    address_of,
    article_cell,
    branch_crumbs,
    called,
    elsewhere,
    kind_words,
    name_cell,
    show,
    standing_cell,
    users_of,
    worth_now,
)
from mizan.doors.law.written import last_day, unit_of
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.law.engine.browse import inputs_of, statement
from mizan.law.engine.rules import Rule, wording_of


@page(public=True)
def rule(visit: Visit, name: str) -> HttpResponse:
    """Show a rule by its name, in the wording of today (the last one when none is in force)."""
    found, lang = shelves(), visit.lang
    if name not in found.book.rules:
        return elsewhere(visit, name)
    wordings = found.book.rules[name]
    kept = wording_of(wordings, visit.today) or wordings[-1]
    reference = found.book.sources.reference(kept.source, kept.place)
    facts = basis_facts(visit, reference, kept.standing, kept.since, kept.until, kept.published_on)
    facts.insert(0, {"label": wording.text("law.column.gives", lang), "kind": "text", "value": unit_of(name, lang)})
    if kept.rounding is not None:
        rounding = wording.text(f"rounding.{kept.rounding}", lang)
        facts.append({"label": wording.text("law.column.rounding", lang), "kind": "text", "value": rounding})
    context = {
        "name": name,
        "title": called(name, lang),
        "crumbs": branch_crumbs(visit, found.home(name), called(name, lang)),
        "ended": not kept.in_force(visit.today),
        "sentence": _sentence(kept, visit),
        "facts": facts,
        "inputs": _inputs_table(visit, name),
        "wordings": _wordings_table(visit, wordings) if len(wordings) > 1 else None,
        "codes": [{"since": one.since, "text": one.text} for one in wordings],
        "users": users_of(name, visit),
    }
    return show(visit, "law/rule/page.html", "home", context)


def _sentence(kept: Rule, visit: Visit) -> list[dict[str, str]]:
    """The rule's sentence with the names of its inputs in the place of their figures, each opening its page."""
    result = wording.text("law.rule.result", visit.lang)
    return [
        {
            "text": (result if piece == "value" else called(piece, visit.lang)) if shown else piece,
            "href": address_of(piece, visit.lang) if shown and piece != "value" else "",
            "mark": "yes" if shown else "",
        }
        for piece, shown in statement(shelves().book, kept, visit.lang)
    ]


def _inputs_table(visit: Visit, name: str) -> Table | None:
    """What a rule uses, over all its wordings; None for a rule that uses nothing."""
    lang, found = visit.lang, shelves()
    rows = []
    for used in inputs_of(found.book, name):
        kind = found.kind(used) or "fact"
        worth, unit = worth_now(used, visit) or "—", unit_of(used, lang)
        rows.append(Row((name_cell(used, lang), tables.text(kind_words(kind, lang)), tables.text(worth), tables.text(unit))))
    heads = columns(lang, "law.column", "name", "kind", "today", "unit")
    return Table("inputs", wording.text("law.rule.inputs", lang), heads, tuple(rows), sortable=False) if rows else None


def _wordings_table(visit: Visit, wordings: Sequence[Rule]) -> Table:
    """The wordings of a rule, the latest first; since when the book says it, where one corrects another."""
    lang, book = visit.lang, shelves().book
    corrected = any(one.known_from for one in wordings)
    now, rows = wording_of(tuple(wordings), visit.today), []
    for one in reversed(wordings):
        article = article_cell(book.sources.reference(one.source, one.place), visit)
        cells = [tables.day(one.since), tables.day(last_day(one.until)), article, standing_cell(one.standing, lang)]
        rows.append(Row((*cells, *([tables.day(one.known_from)] if corrected else ())), "here" if one is now else ""))
    names = ("since", "until", "article", "standing", *(("known_from",) if corrected else ()))
    return Table("wordings", wording.text("law.rule.wordings", lang), columns(lang, "law.column", *names), tuple(rows), sortable=False)
