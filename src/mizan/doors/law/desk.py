"""What the pages of the statute book share: the book arranged for reading, the frame, addresses, and how things are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from mizan.doors import sources as texts
from mizan.doors import tables, wording
from mizan.doors.errors import Missing
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.written import TONES, written
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.doors.tables import Cell
from mizan.law.engine.browse import Branch
from mizan.law.engine.sources import Reference, Standing

TABS = ("home", "search", "questions", "switches", "sources", "standing")


def address_of(name: str, lang: Lang) -> str:
    """The page of a rule, value, switch or fact; empty for a name the book does not hold."""
    kind = shelves().kind(name)
    return reverse(f"law:{kind}", kwargs={"lang": lang, "name": name}) if kind else ""


def elsewhere(visit: Visit, name: str) -> HttpResponse:
    """The page where a name does lie, for an address that takes it for another kind. Raises Missing for an unknown name."""
    address = address_of(name, visit.lang)
    if not address:
        raise Missing(name)
    return visit.leave(address)


def called(name: str, lang: Lang) -> str:
    """How a rule, value, switch or fact is called."""
    return shelves().heading(name, lang)


def kind_words(kind: str, lang: Lang) -> str:
    """The word for a rule, a value, a switch, a fact, a question or a text."""
    return wording.text(f"law.kind.{kind}", lang)


def standing_cell(standing: Standing | str, lang: Lang) -> Cell:
    """A standing in words, with its tone."""
    return tables.status(wording.text(f"standing.{standing}", lang), TONES[Standing(standing)])


def standing_fact(standing: Standing, lang: Lang) -> dict[str, object]:
    """A standing for the part `facts`."""
    return {
        "label": wording.text("law.column.standing", lang),
        "kind": "status",
        "value": wording.text(f"standing.{standing}", lang),
        "tone": TONES[standing],
    }


def name_cell(name: str, lang: Lang) -> Cell:
    """A name of the book that opens its page; the name rules are written with stands below."""
    return tables.text(called(name, lang), href=address_of(name, lang), note=name)


def article_cell(reference: Reference, visit: Visit) -> Cell:
    """The text and article, opening the text's page."""
    return tables.text(article_words(reference, visit.lang), href=visit.address("law:source", source=reference.source.key))


def article_words(reference: Reference, lang: Lang) -> str:
    """The text and its article, short."""
    article = f".art-{reference.article.replace(' ', '-')}" if reference.article else ""
    return texts.short(reference.source.key + article, lang)


def worth_now(name: str, visit: Visit) -> str:
    """What a value or a switch is worth today, as a person reads it; empty for rules and facts, and where the law has ended the value."""
    law = shelves().book
    if name in law.values:
        step = law.values[name].step_on(visit.today)
        return written(law.values[name].unit, step.value, visit.lang) if step is not None and step.value is not None else ""
    found = law.inputs.switches.get(name)
    return written(found.unit, found.default, visit.lang) if found is not None else ""


def branch_address(visit: Visit, branch: Branch) -> str:
    """The page of a branch; the first page for the whole book."""
    return visit.address("law:branch", folder=branch.key) if branch.path else visit.address("law:home")


def branch_crumbs(visit: Visit, branch: Branch, *more: str) -> list[dict[str, str]]:
    """The path from the book down to a branch, then what the page itself is called."""
    crumbs = [{"text": wording.text("law.title", visit.lang), "href": visit.address("law:home")}]
    crumbs += [
        {"text": above.title[visit.lang], "href": visit.address("law:branch", folder=above.key)} for above in shelves().path_to(branch)
    ]
    return [*crumbs, *({"text": text, "href": ""} for text in more)]


def users_of(name: str, visit: Visit) -> dict[str, Sequence[Mapping[str, str]]]:
    """The rules that use a name, and the questions it helps to answer, each with its address."""
    lang, found = visit.lang, shelves()
    rules = [{"text": called(user, lang), "href": address_of(user, lang), "name": user} for user in found.users.get(name, ())]
    questions = [
        {"text": found.topics[topic].title[lang], "href": visit.address("law:ask", topic=topic)} for topic in found.asking.get(name, ())
    ]
    return {"rules": rules, "questions": questions}


def show(visit: Visit, template: str, here: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of the book inside its frame; `here` names the tab it belongs to."""
    tabs = [
        {"text": wording.text(f"law.tab.{name}", visit.lang), "href": visit.address(f"law:{name}"), "current": name == here}
        for name in TABS
    ]
    return visit.page(template, {"tabs": tabs, **context}, status=status)
