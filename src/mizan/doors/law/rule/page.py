"""A rule: what it says, on which text and since when, its wordings through time, what it uses and who uses it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.law.basis import basis_facts
from mizan.doors.law.desk import (
    address_of,
    article_cell,
    branch_crumbs,
    called,
    elsewhere,
    kind_words,
    name_cell,
    shelves,
    show,
    standing_cell,
    users_of,
    worth_now,
)
from mizan.doors.law.written import last_day, unit_words
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.law.engine.browse import inputs_of, statement
from mizan.law.engine.rules import Rule


@page(public=True)
def rule(visit: Visit, name: str) -> HttpResponse:
    """Show a rule by its name, in the wording of today (the last one when none is in force)."""
    found, lang = shelves(), visit.lang
    if name not in found.book.rules:
        return elsewhere(visit, name)
    wordings = found.book.rules[name]
    kept = next((one for one in wordings if one.in_force(visit.today)), wordings[-1])
    reference = found.book.sources.reference(kept.source, kept.place)
    facts = basis_facts(visit, reference, kept.standing, kept.since, kept.until)
    facts.insert(0, {"label": wording.text("law.column.gives", lang), "kind": "text", "value": unit_words(kept.unit, lang)})
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
        unit = unit_words(found.book.unit(used), lang)
        rows.append(
            Row((name_cell(used, lang), tables.text(kind_words(kind, lang)), tables.text(worth_now(used, visit) or "—"), tables.text(unit)))
        )
    heads = columns(lang, "law.column", "name", "kind", "today", "unit")
    return Table("inputs", wording.text("law.rule.inputs", lang), heads, tuple(rows), sortable=False) if rows else None


def _wordings_table(visit: Visit, wordings: Sequence[Rule]) -> Table:
    """The wordings of a rule, the latest first."""
    lang, book = visit.lang, shelves().book
    rows = tuple(
        Row(
            (
                tables.day(one.since),
                tables.day(last_day(one.until)),
                article_cell(book.sources.reference(one.source, one.place), visit),
                standing_cell(one.standing, lang),
            ),
            "here" if one.in_force(visit.today) else "",
        )
        for one in reversed(wordings)
    )
    heads = columns(lang, "law.column", "since", "until", "article", "standing")
    return Table("wordings", wording.text("law.rule.wordings", lang), heads, rows, sortable=False)
