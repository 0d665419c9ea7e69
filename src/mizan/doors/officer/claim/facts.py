"""Facts of a claim in words: what each is called, what it is worth, where it comes from; and the fields that ask for what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mizan.doors import tables, wording
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.written import number_of, written
from mizan.doors.shown import Lang
from mizan.doors.tables import Row, Table, columns
from mizan.kernel.refusals import Refused
from mizan.law.engine.inputs import Fact

FEW = 4
NOTE = 140
_WORD = re.compile(r"[a-z_]+")


def fact_of(topic: str, name: str) -> Fact | None:
    """The fact of the statute book behind a name of a topic; None for a name that is no fact of it."""
    inputs = shelves().topics[topic].inputs if topic in shelves().topics else {}
    return shelves().book.inputs.facts.get(inputs.get(name, name))


def fact_called(topics: tuple[str, ...], name: str, lang: Lang) -> str:
    """What a fact is called."""
    for topic in topics:
        fact = fact_of(topic, name)
        if fact is not None:
            return fact.title[lang]
    key = f"officer.fact.{name}"
    return wording.text(key, lang) if wording.has(key, lang) else name


def value_words(topics: tuple[str, ...], name: str, value: str | list[str], lang: Lang) -> str:
    """A value as a person reads it; a long list by its length."""
    fact = next((found for topic in topics if (found := fact_of(topic, name)) is not None), None)
    if isinstance(value, list):
        few = [value_words(topics, name, one, lang) for one in value] if len(value) <= FEW else []
        return " · ".join(few) if few else wording.text("law.ask.values", lang, count=len(value))
    if fact is None:
        return value
    try:
        return written(fact.unit, number_of(fact.unit, value), lang)
    except (ValueError, Refused):
        return value


def source_words(source: str, lang: Lang) -> str:
    """Where a fact comes from, in a word."""
    word = _WORD.match(source)
    key = f"officer.fact_source.{word[0] if word else ''}"
    return wording.text(key, lang) if wording.has(key, lang) else source


def _rows_of(source: str) -> str:
    """The very rows a fact was read from, as the record names them, cut where there are many."""
    rows = source.partition(": ")[2]
    return rows if len(rows) <= NOTE else f"{rows[:NOTE].rpartition(';')[0] or rows[:NOTE]} …"


def facts_table(topics: tuple[str, ...], facts: Mapping[str, tuple[Any, str]], lang: Lang) -> Table:
    """Facts with their sources; below each source, the very rows it was read from."""
    rows = tuple(
        Row(
            (
                tables.text(fact_called(topics, name, lang)),
                tables.text(value_words(topics, name, value, lang)),
                tables.text(source_words(source, lang), note=_rows_of(source)),
            )
        )
        for name, (value, source) in facts.items()
    )
    heads = columns(lang, "officer.claim", "fact", "value", "source")
    return Table(
        "facts", wording.text("officer.claim.facts", lang), heads, rows, sortable=False, empty=wording.text("officer.step.none", lang)
    )


def field_of(topics: tuple[str, ...], name: str, lang: Lang) -> dict[str, Any]:
    """The field that asks for a fact: a choice where the law knows only some answers."""
    fact = next((found for topic in topics if (found := fact_of(topic, name)) is not None), None)
    shape: dict[str, Any] = {"name": f"told-{name}", "label": fact_called(topics, name, lang), "options": None, "type": "text"}
    if fact is None:
        return shape
    empty = {"value": "", "text": "—"}
    choices = shelves().book.inputs.choices.get(fact.unit)
    if fact.unit == "flag":
        yes = [{"value": value, "text": wording.text(f"common.{word}", lang)} for value, word in (("true", "yes"), ("false", "no"))]
        shape["options"] = [empty, *yes]
    elif choices is not None:
        shape["options"] = [empty, *({"value": one, "text": choices.titles[one][lang]} for one in choices.names)]
    elif fact.unit == "day":
        shape["type"] = "date"
    return shape
