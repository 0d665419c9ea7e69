"""How a legal basis is written: the text and its article, short; the full title where a person wants it."""

from __future__ import annotations

from mizan.doors import wording
from mizan.doors.shown import Lang
from mizan.law.algeria.book import book
from mizan.law.engine.errors import BookError
from mizan.law.engine.sources import Reference


def _reference(basis: str) -> Reference | None:
    try:
        return book().sources.reference(basis, "basis")
    except BookError:
        return None


def short(basis: str, lang: Lang) -> str:
    """The basis as a table shows it: "Loi 83-14, art. 14"; a file layout by its name; anything unknown as it stands."""
    found = _reference(basis)
    if found is None:
        key = f"basis.{basis}"
        return wording.text(key, lang) if wording.has(key, lang) else basis
    key = f"basis_kind.{found.source.kind.replace(' ', '_')}"
    named = wording.has(key, lang) and found.source.number
    title = wording.text(key, lang, number=found.source.number) if named else found.source.title[lang]
    if not found.article:
        return title
    return title + wording.text("common.comma", lang) + wording.text("common.steps.article", lang, number=found.article)


def full(basis: str, lang: Lang) -> str:
    """The basis with the whole title of its text."""
    found = _reference(basis)
    return short(basis, lang) if found is None else found.source.title[lang]
