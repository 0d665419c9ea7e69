"""Where a wording, a step or a switch was read: text and titles, article, gazette, days and standing, for the part `facts`."""

from __future__ import annotations

from datetime import date

from mizan.doors import wording
from mizan.doors.law.desk import article_words, standing_fact
from mizan.doors.law.written import dated_words, gazette_words, last_day
from mizan.doors.pages import Visit
from mizan.law.engine.sources import Reference, Source, Standing


def basis_facts(
    visit: Visit,
    reference: Reference,
    standing: Standing,
    since: date | None = None,
    until: date | None = None,
    published: date | None = None,
) -> list[dict[str, object]]:
    """The text in both languages, its article, its gazette, the days in force and of publication, the standing."""
    lang, source = visit.lang, reference.source

    def fact(name: str, kind: str, value: object, **more: object) -> dict[str, object]:
        return {"label": wording.text(f"law.column.{name}", lang), "kind": kind, "value": value, **more}

    article = fact("article", "text", article_words(reference, lang), href=visit.address("law:source", source=source.key))
    facts = [article, *text_facts(visit, source)]
    if since is not None:
        facts.append(fact("since", "day", since))
    if until is not None:
        facts.append(fact("until", "day", last_day(until)))
    if published is not None:
        facts.append(fact("published", "day", published))
    return [*facts, standing_fact(standing, lang)]


def text_facts(visit: Visit, source: Source) -> list[dict[str, object]]:
    """The titles of a text in both languages, its day and its gazette."""
    lang = visit.lang
    other = "fr" if lang == "ar" else "ar"

    def fact(name: str, value: str, **more: object) -> dict[str, object]:
        return {"label": wording.text(f"law.column.{name}", lang), "kind": "text", "value": value, **more}

    facts = [fact("title", source.title[lang], note=source.title[other], note_lang=other), fact("dated", dated_words(source, lang))]
    if gazette := gazette_words(source, lang):
        facts.append(fact("gazette", gazette))
    return facts
