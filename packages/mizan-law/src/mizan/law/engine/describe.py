"""What can be asked and what the book holds, told to people and machines: topics with their inputs, values and rules through time."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from mizan.kernel.money import format_decimal
from mizan.law.engine.book import Book
from mizan.law.engine.inputs import Fact
from mizan.law.engine.rules import Rule
from mizan.law.engine.sources import Reference
from mizan.law.engine.topics import ABSENT, Topic, shown
from mizan.law.engine.trace import sentence_of
from mizan.law.engine.values import Step

NEAR = 5


def near(book: Book, topics: Mapping[str, Topic], name: str) -> list[str]:
    """The topics, rules and values whose names are nearest to one that does not exist, nearest first; at most five."""
    known = sorted({*topics, *book.rules, *book.values})
    found = get_close_matches(name, known, NEAR)
    return found + [each for each in sorted(topics) if len(name) > 2 and name in each and each not in found][: NEAR - len(found)]


def describe(book: Book, topic: Topic) -> dict[str, Any]:
    """A topic: `{topic, title, inputs[], outputs[], ground, checks[]}`.

    An input is `{name, unit, title, optional, least, most, choices, series, article}`; bounds and defaults are written as they are given.
    An output is `{name, unit, choices, series}`.
    """
    lists = [_output(book, key, many.rule, series=True) for key, many in topic.lists.items()]
    return {
        "topic": topic.name,
        "title": dict(topic.title),
        "inputs": [_input(book, key, book.inputs.facts[fact]) for key, fact in topic.inputs.items()],
        "outputs": [_output(book, key, target, series=bool(book.entity(target))) for key, target in topic.outputs.items()] + lists,
        "ground": _choices(book, book.unit(topic.ground)) if topic.ground else None,
        "checks": [{"rule": check.rule, "field": check.field} for check in topic.checks],
    }


def _input(book: Book, key: str, fact: Fact) -> dict[str, Any]:
    least = max(fact.least, 0) if fact.unit == "centimes" else fact.least
    bounded = fact.unit not in book.inputs.choices and fact.unit != "flag"
    absent = fact.absent if fact.absent is not None else max(fact.least, 0) if fact.unit in ABSENT and not fact.entity else None
    return {
        "name": key,
        "unit": fact.unit,
        "title": dict(fact.title),
        "optional": absent is not None,
        "absent": None if absent is None else _given(book, fact.unit, absent),
        "least": _given(book, fact.unit, least) if bounded else None,
        "most": _given(book, fact.unit, fact.most) if bounded else None,
        "choices": _choices(book, fact.unit),
        "series": bool(fact.entity),
        "article": fact.reference.to_json() if fact.reference else None,
    }


def _output(book: Book, key: str, target: str, *, series: bool) -> dict[str, Any]:
    unit = book.unit(target)
    return {"name": key, "unit": unit, "choices": _choices(book, unit), "series": series}


def _choices(book: Book, unit: str) -> dict[str, dict[str, str]] | None:
    choices = book.inputs.choices.get(unit)
    return {name: dict(choices.titles[name]) for name in choices.names} if choices else None


def _given(book: Book, unit: str, number: int | str) -> Any:
    """A number as it may be given: money with two decimals, a day as ISO text (`asked`: the day asked), a choice by its name."""
    if isinstance(number, str):
        return number
    return format_decimal(number) if unit == "centimes" else book.inputs.shown(unit, number)


def through_time(book: Book, name: str) -> list[dict[str, Any]]:
    """Every step of a value, or wording of a rule, in the order of the days: what `step_json` and `wording_json` give.

    Also what the book held earlier (`held_until`) and corrections (`known_from`). Raises KeyError for a name that is neither.
    """
    if name in book.rules:
        return [wording_json(book, wording) for wording in book.rules[name]]
    value = book.values[name]
    held = [step_json(book, name, step) | {"held_until": until.isoformat()} for until, steps in value.earlier for step in steps]
    return held + [step_json(book, name, step) for step in value.steps]


def basis_json(reference: Reference) -> dict[str, Any]:
    """An article with its text: `{source, title, number, kind, text_number, text_date, gazette, address}`."""
    source = reference.source
    more = {"kind": source.kind, "text_number": source.number, "text_date": source.dated}
    return (
        reference.to_json()
        | more
        | {"gazette": source.gazette if source.gazette not in ("", "unknown") else None, "address": source.address or None}
    )


def step_json(book: Book, name: str, step: Step) -> dict[str, Any]:
    """A step of a value: `{kind, value, unit, since, until, standing, published_on, article, read_in, note}`; value None where it ends."""
    return {
        "kind": "value",
        "value": None if step.value is None else shown(book, name, step.value),
        "unit": book.unit(name),
        "since": step.since.isoformat(),
        "until": step.until.isoformat() if step.until else None,
        "standing": step.standing,
        "published_on": step.published_on.isoformat() if step.published_on else None,
        "article": basis_json(step.reference),
        "read_in": list(step.read_in),
        "note": dict(step.note) or None,
    }


def wording_json(book: Book, wording: Rule) -> dict[str, Any]:
    """A wording of a rule: `{kind, sentence, text, unit, since, until, standing, published_on, known_from, rounding, article}`."""
    return {
        "kind": "rule",
        "sentence": sentence_of(wording),
        "text": wording.text,
        "unit": wording.unit,
        "since": wording.since.isoformat(),
        "until": wording.until.isoformat() if wording.until else None,
        "standing": wording.standing,
        "published_on": wording.published_on.isoformat() if wording.published_on else None,
        "known_from": wording.known_from.isoformat() if wording.known_from else None,
        "rounding": wording.rounding,
        "article": basis_json(book.sources.reference(wording.source, wording.place)),
    }
