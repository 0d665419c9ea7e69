"""The answer of a question as a page shows it: what comes out, what to be careful about, and every step."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mizan.doors import wording
from mizan.doors.law.ask.form import DAY, SWITCH, Asked, refusal_words
from mizan.doors.law.desk import address_of, called, shelves
from mizan.doors.law.written import DOUBTFUL, written
from mizan.doors.shown import Lang
from mizan.kernel.refusals import Refused
from mizan.law.engine.sources import Standing
from mizan.law.engine.topics import Answer


@dataclass(frozen=True, slots=True)
class Output:
    """One result: the name it has in the question, what it is called, its value in words, its steps and the law version."""

    key: str
    title: str
    href: str
    value: str
    steps: Mapping[str, Any]
    law_version: str


def outputs(answer: Answer, lang: Lang) -> list[Output]:
    """Every result with its steps, in the order of the question."""
    return [_output(answer, key, target, lang) for key, target in answer.topic.outputs.items() if key in answer.traces]


def _output(answer: Answer, key: str, target: str, lang: Lang) -> Output:
    outcome = answer.outcomes[key]
    value = written(shelves().book.unit(target), outcome[target], lang)
    steps = once(answer.traces[key].to_json(), key)
    return Output(key, called(target, lang), address_of(target, lang), value, steps, outcome.law_version)


def without_law(answer: Answer, lang: Lang) -> list[dict[str, str]]:
    """The results the day has no law for, each with the sentence that says so."""
    found = []
    for key, target in answer.topic.outputs.items():
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
        if not each["uses"]:
            return dict(each) if anchors else {**each, "anchor": first}
        seen = (each["rule"], str(each["value"]))
        if seen in anchors:
            return {**each, "uses": [], "again": anchors[seen]}
        anchors[seen] = f"{first}-{len(anchors)}" if anchors else first
        return {**each, "anchor": anchors[seen], "uses": [walk(one) for one in each["uses"]]}

    return walk(step)


def _steps(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield tree
    for used in tree["uses"]:
        yield from _steps(used)


def doubts(found: list[Output], lang: Lang) -> list[dict[str, str]]:
    """The rules, values and switches of doubtful standing that the results used, each once."""
    named: dict[str, dict[str, str]] = {}
    for output in found:
        for step in _steps(output.steps):
            if step["standing"] in DOUBTFUL:
                standing = wording.text(f"standing.{step['standing']}", lang)
                named[step["rule"]] = {"text": called(step["rule"], lang), "href": address_of(step["rule"], lang), "standing": standing}
    return list(named.values())


def is_doubtful(answer: Answer) -> bool:
    """Whether the weakest thing used was never found in a text, or is contested."""
    return Standing(answer.standing) in DOUBTFUL


def command(asked: Asked, topic: str, lang: Lang) -> str:
    """The same question for the command line, which needs no database: anybody can check the answer."""
    words = ["mizan", "law", "explain", topic, "--on", asked.day, *(f"{key}={value}" for key, value in asked.given.items())]
    for name, value in asked.chosen.items():
        words += ["--switch", f"{name}={value}"]
    return shlex.join([*words, "--lang", lang])


def parameters(asked: Asked) -> dict[str, str]:
    """What the address of an answer carries: the day and the figures given, nothing of the person who asks."""
    return {DAY: asked.day, **asked.given, **{SWITCH + name: value for name, value in asked.chosen.items()}}
