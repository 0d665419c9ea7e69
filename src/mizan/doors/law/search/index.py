"""Every name of the book with the words it can be found by, in Arabic and French."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from mizan.doors.law.bookcase import shelves
from mizan.law.engine.book import LANGS
from mizan.law.engine.browse import Kind, statement

Found = Literal["rule", "value", "switch", "fact", "question", "source"]
_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None, "œ": "oe", "æ": "ae", "ß": "ss"})
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found: `title` holds the folded words it is called by, `whole` all its words."""

    kind: Found
    name: str
    title: str
    whole: str


def folded(text: str) -> str:
    """Text as it is compared: no case, no accents or vowel signs, one form of alif, ya and ta marbuta."""
    # Letters of other alphabets of signs (fullwidth, mathematical) become plain ones first, and only then lose their case.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)


def _entry(kind: Found, name: str, titles: Iterable[str], *more: str) -> Entry:
    called = " ".join(_WORDS.findall(folded(" ".join((name, *titles)))))
    return Entry(kind, name, called, " ".join((called, *_WORDS.findall(folded(" ".join(more))))))


@cache
def index() -> tuple[Entry, ...]:
    """Questions first, then rules, values, switches, facts and texts."""
    found, book = shelves(), shelves().book
    entries = [_entry("question", name, topic.title.values()) for name, topic in found.topics.items()]
    for name, wordings in book.rules.items():
        said = [piece for lang in LANGS for piece, shown in statement(book, wordings[-1], lang) if not shown]
        entries.append(_entry("rule", name, _called(name), *said, *(str(one.function.__doc__ or "") for one in wordings)))
    for name, value in book.values.items():
        entries.append(_entry("value", name, _called(name), value.description, *(note for s in value.steps for note in s.note.values())))
    kinds: tuple[tuple[Kind, Iterable[str]], ...] = (("switch", book.inputs.switches), ("fact", book.inputs.facts))
    for kind, names in kinds:
        entries += [_entry(kind, name, _called(name)) for name in names]
    entries += [_entry("source", one.key, one.title.values(), one.number, one.gazette) for one in book.sources.all()]
    return tuple(entries)


def _called(name: str) -> list[str]:
    return [shelves().heading(name, lang) for lang in LANGS]


def find(query: str) -> list[Entry]:
    """What holds all the words of a query, whole or in part.

    What bears the very name comes first, then what is called by the words, last what only mentions them.
    """
    words = _WORDS.findall(folded(query))
    if not words:
        return []
    ranked = []
    for place, entry in enumerate(index()):
        if all(word in entry.whole for word in words):
            named = words == _WORDS.findall(folded(entry.name))
            begun = all(f" {word}" in f" {entry.title}" for word in words)
            held = all(word in entry.title for word in words)
            ranked.append((0 if named else 1 if begun else 2 if held else 3, place, entry))
    return [entry for _, _, entry in sorted(ranked, key=lambda one: one[:2])]
