"""Asks the law a question with figures of one's own, on a day, and shows every step of the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse

from mizan.doors import refusals, wording
from mizan.doors import sources as texts
from mizan.doors.errors import Missing
from mizan.doors.law.ask import answer as said
from mizan.doors.law.ask.form import DAY, Asked, asked, fields, readings, refusal_words, typed, wrong_field
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.desk import branch_crumbs, called, show
from mizan.doors.pages import Visit, page
from mizan.kernel.refusals import Refusal
from mizan.law.engine.inputs import Switches
from mizan.law.engine.topics import Answer, Topic, topic_of
from mizan.law.engine.topics import ask as ask_law


@page(public=True)
def ask(visit: Visit, topic: str) -> HttpResponse:
    """Show the form of a question (or of a rule or value), and its answer once figures are given.

    What needs no figure is answered at once; that today may have no law for it is then told, not held against the reader.
    """
    found = shelves()
    kept = topic_of(found.book, found.topics, topic)
    if kept is None:
        raise Missing(topic)
    if topic in found.book.rules and topic not in found.topics:
        kept = replace(kept, title={lang: called(topic, lang) for lang in ("ar", "fr")})
    request = asked(visit.request.GET, kept, visit.today)
    answer = _answer(request, kept) if request.asks else None
    context: dict[str, object] = {}
    if isinstance(answer, Refusal):
        request, context = _refused(answer, request, kept, visit)
    elif answer is not None:
        context = _shown(answer, request, visit)
    context |= {
        "topic": kept,
        "title": kept.title[visit.lang],
        "crumbs": branch_crumbs(visit, found.branch_of(kept), kept.title[visit.lang]),
        "fields": fields(kept, request, visit.lang),
        "readings": readings(kept, request, visit.lang),
        "chosen": bool(request.chosen),
        "day": request.day,
        "wrong_day": request.wrong.get(DAY, ""),
    }
    return show(visit, "law/ask/page.html", "questions", context, status=422 if isinstance(answer, Refusal) and visit.request.GET else 200)


def _answer(request: Asked, topic: Topic) -> Answer | Refusal:
    try:
        day = date.fromisoformat(request.day)
    except ValueError:
        return Refusal("day_unreadable", DAY, {"text": request.day[:40]})
    return ask_law(shelves().book, topic, typed(topic, request.given), day, Switches(dict(request.chosen)))


def _refused(refusal: Refusal, request: Asked, topic: Topic, visit: Visit) -> tuple[Asked, dict[str, object]]:
    """The form with what is wrong beside its field, and the text a refusal rests on."""
    field = wrong_field(refusal, topic)
    day = refusal.code == "day_unreadable"
    sentence = refusals.sentence(refusal, visit.lang) if day else refusal_words(refusal, topic, visit.lang)
    labels = {one["name"]: one["label"] for one in (*fields(topic, request, visit.lang), *readings(topic, request, visit.lang))}
    if "[" in (refusal.field or ""):
        place = (refusal.field or "").partition("[")[2].rstrip("]")
        sentence = wording.text("law.ask.element", visit.lang, place=place, text=sentence)
    named = f"{labels[field]} — {sentence}" if field in labels else sentence
    if refusal.basis:
        named = f"{named} ({texts.short(refusal.basis, visit.lang)})"
    return request.with_wrong(field, sentence), {"problems": [{"field": field, "text": named}]}


def _shown(answer: Answer, request: Asked, visit: Visit) -> dict[str, object]:
    found = said.outputs(answer, visit.lang)
    return {
        "answer": answer,
        "outputs": found,
        "facts": [{"label": one.title, "value": one.value, "kind": "text", "href": f"#step-{one.key}"} for one in found],
        "ground": said.ground(answer, visit.lang),
        "without": said.without_law(answer, visit.lang),
        "doubtful": said.is_doubtful(answer),
        "doubts": said.doubts([one.steps for one in found], visit.lang),
        "command": said.command(request, answer.topic, visit.lang),
        "address": f"{visit.request.path}?{urlencode(said.parameters(request))}",
    }
