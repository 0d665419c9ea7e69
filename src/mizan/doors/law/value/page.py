"""A dated value: what it is today, through time (a picture and its table twin), on which text, and who uses it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.law.basis import basis_facts
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.desk import article_cell, branch_crumbs, called, elsewhere, show, standing_cell, users_of
from mizan.doors.law.value.picture import picture
from mizan.doors.law.written import gazette_words, last_day, unit_words, written
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.law.engine.values import DatedValue, Step


@page(public=True)
def value(visit: Visit, name: str) -> HttpResponse:
    """Show a value by its name; its steps as a file with `?export=csv`."""
    found, lang = shelves(), visit.lang
    if name not in found.book.values:
        return elsewhere(visit, name)
    kept = found.book.values[name]
    steps = steps_table(visit, kept, kept.steps)
    if visit.request.GET.get("export") == "csv":
        return visit.file(steps.as_csv(), f"{name}.csv")
    now = kept.step_on(visit.today)
    shown = now or kept.steps[-1]
    facts = basis_facts(visit, shown.reference, shown.standing, shown.since, shown.until, shown.published_on)
    if shown.published_on is None:
        published = wording.text("law.column.published", lang)
        facts.insert(-1, {"label": published, "kind": "text", "value": wording.text("law.not_known", lang)})
    if shown.note:
        facts.append({"label": wording.text("law.column.note", lang), "kind": "text", "value": shown.note[lang]})
    context = {
        "name": name,
        "title": called(name, lang),
        "crumbs": branch_crumbs(visit, found.home(name), called(name, lang)),
        "unit": unit_words(kept.unit, lang),
        "worth": written(kept.unit, now.value, lang) if now is not None and now.value is not None else "",
        "since": now.since if now else None,
        "picture": picture(kept, visit.today, lang),
        "steps": steps,
        "earlier": [steps_table(visit, kept, held, until) for until, held in reversed(kept.earlier)],
        "facts": facts,
        "users": users_of(name, visit),
    }
    return show(visit, "law/value/page.html", "home", context)


def steps_table(visit: Visit, kept: DatedValue, steps: Sequence[Step], held_until: date | None = None) -> Table:
    """Steps of a value, the latest first: days, value, text, day of publication, standing and note.

    `held_until` is the day of the correction, for steps the book held before it.
    """
    lang, rows = visit.lang, []
    for step in reversed(steps):
        worth = wording.text("law.value.none", lang) if step.value is None else written(kept.unit, step.value, lang)
        source = step.reference.source
        article = article_cell(step.reference, visit)
        read_in = wording.text("common.comma", lang).join(_title(key, visit) for key in step.read_in)
        note = " · ".join(
            text for text in (step.note.get(lang, ""), wording.text("law.value.read_in", lang, texts=read_in) if read_in else "") if text
        )
        cells = (
            tables.day(step.since),
            tables.day(last_day(step.until)),
            tables.text(worth),
            tables.text(article.value, href=article.href, note=gazette_words(source, lang)),
            tables.day(step.published_on),
            standing_cell(step.standing, lang),
            tables.text(note or "—"),
        )
        rows.append(Row(cells, "here" if step is kept.step_on(visit.today) else ""))
    heads = columns(lang, "law.column", "since", "until", "value", "article", "published", "standing", "note")
    if held_until is not None:
        caption = wording.text("law.value.held", lang, day=held_until)
        return Table(f"held-{held_until.isoformat()}", caption, heads, tuple(rows), sortable=False)
    caption = wording.text("law.value.steps", lang)
    return Table("steps", caption, heads, tuple(rows), export="?export=csv", sortable=False)


def _title(key: str, visit: Visit) -> str:
    return str(shelves().book.sources.reference(key, key).source.title[visit.lang])
