"""The answer of a question as a page shows it: what comes out, what to be careful about, and every step."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mizan.doors import sources as texts
from mizan.doors import wording
from mizan.doors.law.ask.form import DAY, SWITCH, Asked, refusal_words, typed
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.desk import address_of, called
from mizan.doors.law.written import DOUBTFUL, number_of, written
from mizan.doors.shown import Lang
from mizan.kernel.refusals import Refused
from mizan.law.engine.sources import Standing
from mizan.law.engine.topics import Answer, Topic


@dataclass(frozen=True, slots=True)
class Output:
    """One result: the name it has in the question, what it is called, its value in words, its steps and the law version.

    A result that is a list has each of its `values`; its `value` then says how many, unless they are few.
    """

    key: str
    title: str
    value: str
    values: tuple[str, ...]
    steps: Mapping[str, Any]
    law_version: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Why there is no right: the sentence, the text it rests on and the steps that led to it."""

    text: str
    article: str
    href: str
    steps: Mapping[str, Any]


FEW = 6


def outputs(answer: Answer, lang: Lang) -> list[Output]:
    """Every result with its steps, in the order of the question."""
    return [_output(answer, key, lang) for key in answer.outputs if key in answer.traces]


def _output(answer: Answer, key: str, lang: Lang) -> Output:
    topic, outcome, book = answer.topic, answer.outcomes[key], shelves().book
    many = topic.lists.get(key)
    target = many.rule if many is not None else topic.outputs[key]
    unit = book.unit(target)
    values: tuple[str, ...] = ()
    told = answer.outputs[key]
    if isinstance(told, list):
        values = tuple(written(unit, number_of(unit, text), lang) for text in told)
        few = " · ".join(values) if 0 < len(values) <= FEW else wording.text("law.ask.values", lang, count=len(values))
    value = few if isinstance(told, list) else written(unit, outcome[target], lang)
    return Output(key, called(target, lang), value, values, once(answer.traces[key].to_json(), key), outcome.law_version)


def ground(answer: Answer, lang: Lang) -> Ground | None:
    """The ground for refusal; None where the right is open or the question knows no ground."""
    found = answer.ground_json()
    if found is None:
        return None
    article, target = found["article"], found["steps"]["rule"]
    source = ".art-".join(part for part in (article["source"], article["number"].replace(" ", "-")) if part)
    return Ground(found["text"][lang], texts.short(source, lang), address_of(target, lang), once(found["steps"], "ground"))


def without_law(answer: Answer, lang: Lang) -> list[dict[str, str]]:
    """The results the day has no law for, each with the sentence that says so."""
    found = []
    wanted = {**answer.topic.outputs, **{key: many.rule for key, many in answer.topic.lists.items()}}
    for key, target in wanted.items():
        if key in answer.outputs:
            continue
        try:
            shelves().book.plan((target,), answer.on)
        except Refused as error:
            found.append({"title": called(target, lang), "text": refusal_words(error.refusal, answer.topic, lang)})
    return found


def once(step: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The tree with each step opened the first time only: where it comes again, it leads back to that place (`again`).

    Shared steps would otherwise be repeated whole, and a deep result would grow beyond reading.
    """
    anchors: dict[tuple[str, str], str] = {}
    first = f"step-{place}"

    def walk(each: Mapping[str, Any]) -> dict[str, Any]:
        seen = (each["rule"], str(each["value"]))
        if not each["uses"] and seen not in anchors:
            return dict(each) if anchors else {**each, "anchor": first}
        if seen in anchors:
            return {**each, "uses": [], "again": anchors[seen]}
        anchors[seen] = f"{first}-{len(anchors)}" if anchors else first
        return {**each, "anchor": anchors[seen], "uses": [walk(one) for one in each["uses"]]}

    return walk(step)


def _steps(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield tree
    for used in tree["uses"]:
        yield from _steps(used)


def doubts(trees: Iterable[Mapping[str, Any]], lang: Lang) -> list[dict[str, str]]:
    """The rules, values and switches of doubtful standing that the results used, each once."""
    named: dict[str, dict[str, str]] = {}
    for tree in trees:
        for step in _steps(tree):
            if step["standing"] in DOUBTFUL:
                standing = wording.text(f"standing.{step['standing']}", lang)
                named[step["rule"]] = {"text": called(step["rule"], lang), "href": address_of(step["rule"], lang), "standing": standing}
    return list(named.values())


def is_doubtful(answer: Answer) -> bool:
    """Whether the weakest thing used was never found in a text, or is contested."""
    return Standing(answer.standing) in DOUBTFUL


def command(asked: Asked, topic: Topic, lang: Lang) -> str:
    """The same question for the command line, which needs no database: anybody can check the answer."""
    words = ["mizan", "law", "explain", topic.name, "--on", asked.day]
    words += [f"{key}={value}" for key, value in typed(topic, asked.given).items()]
    for name, value in asked.chosen.items():
        words += ["--switch", f"{name}={value}"]
    return shlex.join([*words, "--lang", lang])


def parameters(asked: Asked) -> dict[str, str]:
    """What the address of an answer carries: the day and the figures given, nothing of the person who asks."""
    return {DAY: asked.day, **asked.given, **{SWITCH + name: value for name, value in asked.chosen.items()}}
