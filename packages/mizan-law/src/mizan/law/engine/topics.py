"""Questions people ask: a topic names what is given and what comes out, and is answered with its steps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from mizan.kernel.money import MINUS, format_decimal
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.engine.book import Book
from mizan.law.engine.errors import BookError
from mizan.law.engine.inputs import ASKED, DEFAULTS, Switches, entries
from mizan.law.engine.plan import Outcome, Plan
from mizan.law.engine.sources import Standing, lowest
from mizan.law.engine.trace import LANGS, Trace
from mizan.law.engine.values import Dated
from mizan.law.engine.weak import weak_of


@dataclass(frozen=True, slots=True)
class Many:
    """A list among the outputs: the rule is run with `index` from 1 to what `count` gives."""

    rule: str
    index: str
    count: str


class Check(NamedTuple):
    """What the facts must satisfy together: the rule gives 1 when they do; else `field` is refused under the rule's article."""

    rule: str
    field: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A question: `inputs` and `outputs` give, for each name of the outside, the fact or the rule of the book.

    `ground` is the rule that gives the ground for refusal, a set of choices whose first says that there is none.
    """

    name: str
    title: Mapping[str, str]
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    ground: str | None = None
    lists: Mapping[str, Many] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a topic gives: each output as text for machines (a list of texts where there are many), its steps, the lowest standing used.

    `ground` holds the ground for refusal as a step that can be shown; None where the right is open, or the topic knows no ground.
    """

    topic: Topic
    on: date
    given: Mapping[str, object]
    switches: Switches
    outputs: Mapping[str, str | list[str]]
    traces: Mapping[str, Trace]
    outcomes: Mapping[str, Outcome]
    ground: Trace | None = None
    known: date | None = None
    """The day as of which the law was known; None: all that the book holds now."""

    @property
    def used(self) -> tuple[Outcome, ...]:
        """The computations of the outputs and, where the right is refused, of its ground."""
        return (*self.outcomes.values(), *([self.ground.outcome] if self.ground else []))

    @property
    def standing(self) -> Standing:
        """The lowest standing among all that was used."""
        return lowest({outcome.standing for outcome in self.used})

    def to_json(self, langs: Sequence[str] = LANGS) -> dict[str, Any]:
        """`{topic, on, known, given, switches, outputs, standing, weak[], law_version{output}, ground, steps{output}}`.

        `ground` is None, or `{code, text{ar, fr}, article, steps}`. `weak` names what is of standing recall or unverified.
        """
        return {
            "topic": self.topic.name,
            "on": self.on.isoformat(),
            "known": self.known.isoformat() if self.known else None,
            "given": {key: value if isinstance(value, int | list) else str(value) for key, value in self.given.items()},
            "switches": self.switches.to_json(),
            "outputs": dict(self.outputs),
            "standing": self.standing,
            "weak": weak_of(self.used),
            "law_version": {key: outcome.law_version for key, outcome in self.outcomes.items()},
            "ground": self.ground_json(langs),
            "steps": {key: trace.to_json(langs) for key, trace in self.traces.items()},
        }

    def ground_json(self, langs: Sequence[str] = LANGS) -> dict[str, Any] | None:
        """The ground for refusal: its code, its sentence, the article it rests on and the steps that led to it."""
        if self.ground is None:
            return None
        tree = self.ground.to_json(langs)
        choices = self.ground.outcome.plan.inputs.choices[tree["unit"]]
        return {"code": tree["value"], "text": dict(choices.titles[tree["value"]]), "article": tree["article"], "steps": tree}


_KEYS = frozenset({"title", "inputs", "outputs", "ground", "lists", "checks"})


def load_topics(root: Path, book: Book) -> dict[str, Topic]:
    """Reads every `topics.toml`. Raises BookError for a topic without titles or that names something the book does not hold."""
    return {name: _topic(name, entry, book, where) for name, entry, where in entries(root, "topics.toml")}


def _topic(name: str, entry: Mapping[str, Any], book: Book, where: str) -> Topic:
    title, inputs, outputs = entry.get("title", {}), entry.get("inputs", {}), entry.get("outputs", {})
    lists = {key: Many(many["rule"], many["index"], many["count"]) for key, many in entry.get("lists", {}).items()}
    checks = tuple(Check(check["rule"], check["field"]) for check in entry.get("checks", []))
    ground = entry.get("ground")
    unknown = [fact for fact in inputs.values() if fact not in book.inputs.facts]
    unknown += [target for target in outputs.values() if target not in book.rules and target not in book.values]
    unknown += [many.index for many in lists.values() if many.index not in book.inputs.facts]
    needed = [many.rule for many in lists.values()] + [many.count for many in lists.values()] + [check.rule for check in checks]
    unknown += [rule for rule in (*needed, *([ground] if ground else [])) if rule not in book.rules]
    unknown += [check.field for check in checks if check.field not in inputs]
    unknown += sorted(entry.keys() - _KEYS)
    if unknown or not (outputs or lists) or not title.get("ar") or not title.get("fr"):
        raise BookError(f"{where}: {', '.join(unknown) or 'titles in Arabic and French, and outputs, are required'}")
    if ground and book.unit(ground) not in book.inputs.choices:
        raise BookError(f"{where}: {ground} must give one of a set of choices, the first of which is no ground")
    return Topic(name, title, inputs, outputs, ground, lists, checks)


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


def _plans(book: Book, topic: Topic, on: date) -> Iterator[tuple[str, Plan]]:
    """Each output of a topic the day has law for, and what it needs."""
    for target in (*topic.outputs.values(), *(many.rule for many in topic.lists.values())):
        try:
            yield target, book.plan((target,), on)
        except Refused:
            continue


def _article(book: Book, topic: Topic, on: date) -> str | None:
    """The article a topic rests on: that of its first output, a rule or a value."""
    for target, plan in _plans(book, topic, on):
        node = plan.nodes[target]
        if isinstance(node, Dated):
            return node.step.reference.key
        return plan.references[target].key
    return None


def _asked_by(book: Book, topic: Topic, fact: str, on: date) -> str | None:
    """The article for which a topic asks a fact; that of the topic, where no output takes it (a check does)."""
    asked = (plan.asked_by(fact) for _, plan in _plans(book, topic, on) if fact in plan.facts)
    return next(asked, None) or _article(book, topic, on)


def shown(book: Book, target: str, number: int) -> str:
    """A number as worked cases write it: money with two decimals, a rate as a decimal fraction, a day as ISO text, a choice by name."""
    unit = book.unit(target)
    if unit == "centimes":
        return format_decimal(number)
    if unit in ("ppm", "factor"):
        return f"{number // 1_000_000}.{number % 1_000_000:06d}".rstrip("0").ljust(4, "0")
    given = book.inputs.shown(unit, number)
    return str(given).lower() if isinstance(given, bool) else str(given)


ABSENT = frozenset({"flag", "count", "hours"})
"""What is not answered in one of these units is no, or none; in any other, what its fact says, or the question is refused by its name."""


def _unknown(book: Book, topic: Topic, key: str, on: date) -> Refusal:
    """A key the topic does not ask: what it asks, and the article it rests on."""
    if topic.inputs:
        return Refusal("unknown_fact", key, {"what": key, "expected": ", ".join(topic.inputs)}, _article(book, topic, on))
    return Refusal("nothing_asked", key, {"what": key}, _article(book, topic, on))


def facts_of(book: Book, topic: Topic, given: Mapping[str, object], on: date) -> dict[str, object] | Refusal:
    """The facts by their names in the book. An unknown key, or a negative amount, is refused by the name it was given under."""
    for key in given:
        if key not in topic.inputs:
            return _unknown(book, topic, key, on)
    for key, value in given.items():
        fact = book.inputs.facts[topic.inputs[key]]
        if fact.unit == "centimes" and str(value).strip().startswith(("-", MINUS)):
            most = book.inputs.bound(fact.unit, fact.most)
            return Refusal(
                "fact_out_of_bounds", key, {"given": str(value)[:40], "least": "0,00", "most": most}, _asked_by(book, topic, fact.name, on)
            )
    facts: dict[str, object] = {}
    for name in (name for name in topic.inputs.values() if not book.inputs.facts[name].entity):
        fact = book.inputs.facts[name]
        if fact.absent is not None:
            facts[name] = on if fact.absent == ASKED else fact.absent
        elif fact.unit in ABSENT and not fact.entity:
            facts[name] = max(fact.least, 0)
    return facts | {topic.inputs[key]: value for key, value in given.items()}


class _Asked:
    """One question being answered: the same facts, day, switches and knowledge for each target."""

    def __init__(self, book: Book, topic: Topic, facts: Mapping[str, object], on: date, switches: Switches, known: date | None) -> None:
        self.book, self.topic, self.facts, self.on, self.switches, self.known = book, topic, facts, on, switches, known
        self.no_law: Refusal | None = None

    def run(self, target: str, **more: object) -> Outcome | None:
        """The outcome of a target; None where the day has no law for it. Raises Refused for anything else."""
        try:
            outcome = self.book.plan((target,), self.on, self.known).run({**self.facts, **more}, self.switches)
        except Refused as error:
            outcome = error.refusal
        if isinstance(outcome, Outcome):
            return outcome
        if outcome.code != "no_law_on":
            outside = {fact: key for key, fact in self.topic.inputs.items()}
            name, bracket, rest = (outcome.field or "").partition("[")
            raise Refused(replace(outcome, field=(outside.get(name, name) + bracket + rest) or None))
        self.no_law = self.no_law or outcome
        return None

    def many(self, many: Many) -> tuple[list[str], Outcome] | None:
        """A list and the outcome of its last element (of its count where it is empty)."""
        outcome = self.run(many.count)
        found: list[str] = []
        for index in range(1, outcome[many.count] + 1) if outcome else ():
            outcome = self.run(many.rule, **{many.index: index})
            if outcome is None:
                return None
            found.append(shown(self.book, many.rule, outcome[many.rule]))
        return (found, outcome) if outcome else None


def ask(
    book: Book, topic: Topic, given: Mapping[str, object], on: date, switches: Switches = DEFAULTS, known: date | None = None
) -> Answer | Refusal:
    """Answers a topic under the law of a day, as the book knew it on the day `known` (None: now).

    An output the day has no law for is left out; when none is left, the refusal is returned. A yes-or-no or a count that is not given is
    no or 0, as in worked cases; an unknown key, or facts that can not be true together, are refused by name.
    """
    facts = facts_of(book, topic, given, on)
    if isinstance(facts, Refusal):
        return facts
    asked = _Asked(book, topic, facts, on, switches, known)
    try:
        return _answer(asked, given)
    except Refused as error:
        return error.refusal


def _answer(asked: _Asked, given: Mapping[str, object]) -> Answer | Refusal:
    topic, book = asked.topic, asked.book
    for check in topic.checks:
        held = asked.run(check.rule)
        if held is not None and not held[check.rule]:
            wording = held.plan.references[check.rule]
            return Refusal(f"check.{check.rule}", check.field, {"given": str(given.get(check.field, ""))[:40]}, wording.key)
    outputs: dict[str, str | list[str]] = {}
    outcomes: dict[str, Outcome] = {}
    for key, target in topic.outputs.items():
        outcome = asked.run(target)
        if outcome is None:
            continue
        entity = book.entity(target)
        outputs[key] = [shown(book, target, n) for n in outcome.series(target)] if entity else shown(book, target, outcome[target])
        outcomes[key] = outcome
    for key, many in topic.lists.items():
        found = asked.many(many)
        if found is not None:
            outputs[key], outcomes[key] = found
    if not outputs and asked.no_law is not None:
        return asked.no_law
    traces = {key: outcome.trace() for key, outcome in outcomes.items()}
    refused = asked.run(topic.ground) if topic.ground else None
    ground = refused.trace() if refused is not None and topic.ground and refused[topic.ground] else None
    return Answer(topic, asked.on, dict(given), asked.switches, outputs, traces, outcomes, ground, asked.known)
