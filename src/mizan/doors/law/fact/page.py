"""A fact: what only the case can tell, within which bounds, and which rules ask for it."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import wording
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.desk import article_words, branch_crumbs, called, elsewhere, show, users_of
from mizan.doors.law.written import unit_of, written
from mizan.doors.pages import Visit, page


@page(public=True)
def fact(visit: Visit, name: str) -> HttpResponse:
    """Show a fact by its name."""
    found, lang = shelves(), visit.lang
    inputs = found.book.inputs
    if name not in inputs.facts:
        return elsewhere(visit, name)
    kept = inputs.facts[name]
    facts = [{"label": wording.text("law.column.unit", lang), "kind": "text", "value": unit_of(name, lang)}]
    if kept.unit not in inputs.choices and kept.unit != "flag":
        facts += [
            {"label": wording.text(f"law.column.{bound}", lang), "kind": "text", "value": written(kept.unit, number, lang)}
            for bound, number in (("least", kept.least), ("most", kept.most))
        ]
    if kept.reference is not None:
        href = visit.address("law:source", source=kept.reference.source.key)
        words = article_words(kept.reference, lang)
        facts.append({"label": wording.text("law.column.article", lang), "kind": "text", "value": words, "href": href})
    context = {
        "name": name,
        "title": called(name, lang),
        "crumbs": branch_crumbs(visit, found.home(name), called(name, lang)),
        "facts": facts,
        "users": users_of(name, visit),
    }
    return show(visit, "law/fact/page.html", "home", context)
