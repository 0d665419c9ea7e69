"""Questions people ask: a topic names what is given and what comes out, and is answered with its steps."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from mizan.kernel.money import MINUS, format_decimal
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.engine.book import Book
from mizan.law.engine.errors import BookError
from mizan.law.engine.inputs import DEFAULTS, Switches
from mizan.law.engine.plan import Outcome
from mizan.law.engine.sources import Standing, lowest
from mizan.law.engine.trace import Trace


@dataclass(frozen=True, slots=True)
class Topic:
    """A question: `inputs` and `outputs` give, for each name of the outside, the fact or the rule of the book."""

    name: str
    title: Mapping[str, str]
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a topic gives: each output as text for machines, its steps, the lowest standing used and the law version of each."""

    topic: Topic
    on: date
    outputs: Mapping[str, str]
    traces: Mapping[str, Trace]
    outcomes: Mapping[str, Outcome]

    @property
    def standing(self) -> Standing:
        """The lowest standing among all that was used."""
        return lowest({outcome.standing for outcome in self.outcomes.values()})

    def to_json(self) -> dict[str, Any]:
        """`{topic, on, outputs, standing, law_version{output}, steps{output}}`."""
        return {
            "topic": self.topic.name,
            "on": self.on.isoformat(),
            "outputs": dict(self.outputs),
            "standing": self.standing,
            "law_version": {key: outcome.law_version for key, outcome in self.outcomes.items()},
            "steps": {key: trace.to_json() for key, trace in self.traces.items()},
        }


def load_topics(path: Path, book: Book) -> dict[str, Topic]:
    """Reads `topics.toml`. Raises BookError for a topic without titles or that names something the book does not hold."""
    topics = {}
    for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        title, inputs, outputs = entry.get("title", {}), entry.get("inputs", {}), entry.get("outputs", {})
        unknown = [fact for fact in inputs.values() if fact not in book.inputs.facts]
        unknown += [target for target in outputs.values() if target not in book.rules and target not in book.values]
        if unknown or not outputs or not title.get("ar") or not title.get("fr"):
            raise BookError(f"{path}: [{name}]: {', '.join(unknown) or 'titles in Arabic and French, and outputs, are required'}")
        topics[name] = Topic(name, title, inputs, outputs)
    return topics


def topic_of(book: Book, topics: Mapping[str, Topic], name: str) -> Topic | None:
    """The topic of a name; a rule or a value is a topic of its own, with its facts under their own names."""
    if name in topics:
        return topics[name]
    if name in book.rules:
        return Topic(name, {"ar": name, "fr": name}, {fact: fact for fact in _facts(book, name)}, {name: name})
    return Topic(name, book.values[name].title, {}, {name: name}) if name in book.values else None


def _facts(book: Book, name: str) -> list[str]:
    """The facts a rule needs, through whatever it uses."""
    found, waiting = [], [name]
    seen = set(waiting)
    while waiting:
        current = waiting.pop(0)
        if current in book.inputs.facts:
            found.append(current)
        for wording in book.rules.get(current, ()):
            waiting += [argument for argument in wording.inputs if argument not in seen]
            seen.update(wording.inputs)
    return found


def shown(book: Book, target: str, number: int) -> str:
    """A number as worked cases write it: money with two decimals, a rate as a decimal fraction, a day as ISO text, a choice by name."""
    unit = book.unit(target)
    if unit == "centimes":
        return format_decimal(number)
    if unit == "ppm":
        return f"{number // 1_000_000}.{number % 1_000_000:06d}".rstrip("0").ljust(4, "0")
    given = book.inputs.shown(unit, number)
    return str(given).lower() if isinstance(given, bool) else str(given)


def ask(book: Book, topic: Topic, given: Mapping[str, object], on: date, switches: Switches = DEFAULTS) -> Answer | Refusal:
    """Answers a topic under the law of a day. An output the day has no law for is left out; when none is left, the refusal is returned.

    A yes-or-no or a count that is not given is no or 0, as in worked cases; an unknown key is refused by name.
    """
    for key in given:
        if key not in topic.inputs:
            return Refusal("unknown_fact", key, {"what": key, "expected": ", ".join(topic.inputs) or "-"})
    for key, value in given.items():
        fact = book.inputs.facts[topic.inputs[key]]
        if fact.unit == "centimes" and str(value).strip().startswith(("-", MINUS)):
            return Refusal(
                "fact_out_of_bounds", key, {"given": str(value)[:40], "least": "0,00", "most": book.inputs.bound(fact.unit, fact.most)}
            )
    absent: dict[str, object] = {f: 0 for f in topic.inputs.values() if book.inputs.facts[f].unit in ("flag", "count")}
    facts = absent | {topic.inputs[key]: value for key, value in given.items()}
    outputs: dict[str, str] = {}
    outcomes: dict[str, Outcome] = {}
    first_refusal: Refusal | None = None
    for key, target in topic.outputs.items():
        try:
            outcome: Outcome | Refusal = book.plan((target,), on).run(facts, switches)
        except Refused as error:
            outcome = error.refusal
        if isinstance(outcome, Refusal):
            if outcome.code != "no_law_on":
                outside = {fact: key for key, fact in topic.inputs.items()}
                return replace(outcome, field=outside.get(outcome.field or "", outcome.field))
            first_refusal = first_refusal or outcome
            continue
        outputs[key], outcomes[key] = shown(book, target, outcome[target]), outcome
    if not outputs and first_refusal is not None:
        return first_refusal
    traces = {key: outcome.trace() for key, outcome in outcomes.items()}
    return Answer(topic, on, outputs, traces, outcomes)
