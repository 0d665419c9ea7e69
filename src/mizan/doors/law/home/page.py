"""The first page of the book: search, branches, and how far what is written there can be trusted."""

from __future__ import annotations

from collections import Counter

from django.http import HttpResponse

from mizan.doors import wording
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.desk import address_of, called, show
from mizan.doors.law.written import TONES
from mizan.doors.pages import Visit, page
from mizan.law.engine.browse import Branch, Kind
from mizan.law.engine.sources import Standing

BEGIN_WITH = 6


@page(public=True)
def home(visit: Visit) -> HttpResponse:
    """Show the branches, a few questions, and the counts by standing."""
    found, lang = shelves(), visit.lang
    questions = [
        {"text": topic.title[lang], "href": visit.address("law:ask", topic=name)} for name, topic in list(found.topics.items())[:BEGIN_WITH]
    ]
    context = {
        "branches": [card(branch, visit) for branch in found.root.inner],
        "questions": questions,
        "all_questions": len(found.topics),
        "standings": _standings(visit),
        "facts": links(found.root, "fact", visit),
    }
    return show(visit, "law/home/page.html", "home", context)


def card(branch: Branch, visit: Visit) -> dict[str, object]:
    """A branch as a card: its title, how much it holds, and the branches inside."""
    lang = visit.lang
    return {
        "heading": branch.title[lang],
        "href": visit.address("law:branch", folder=branch.key),
        "rules": branch.count("rule"),
        "values": branch.count("value"),
        "inner": [{"text": below.title[lang], "href": visit.address("law:branch", folder=below.key)} for below in branch.inner],
    }


def links(branch: Branch, kind: Kind, visit: Visit) -> list[dict[str, str]]:
    """What is written in a branch itself, of one kind: how each is called and where it opens."""
    return [{"text": called(name, visit.lang), "href": address_of(name, visit.lang)} for name in branch.names[kind]]


def _standings(visit: Visit) -> list[dict[str, object]]:
    """How many wordings, values and switches stand how, best first."""
    book = shelves().book
    counted = Counter(wording.standing for wordings in book.rules.values() for wording in wordings)
    counted += Counter(step.standing for value in book.values.values() for step in value.steps)
    counted += Counter(switch.standing for switch in book.inputs.switches.values())
    return [
        {
            "tone": TONES[standing],
            "text": wording.text(f"standing.{standing}", visit.lang),
            "count": counted[standing],
            "href": f"{visit.address('law:standing')}?of={standing}",
        }
        for standing in Standing
        if counted[standing]
    ]
