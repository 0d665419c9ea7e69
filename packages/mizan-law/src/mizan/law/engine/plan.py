"""The order in which a day's rules and values give a result, found once and run as often as needed."""

import hashlib
import json
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeVar
from weakref import WeakValueDictionary

from mizan.kernel.refusals import Refusal, Refused, refused
from mizan.law.engine.inputs import ASKED, DEFAULTS, Fact, Inputs, Switch, Switches
from mizan.law.engine.rules import Rule, wording_of
from mizan.law.engine.sources import Reference, Sources, Standing, lowest
from mizan.law.engine.trace import Trace
from mizan.law.engine.units import BOUNDS, SERIES
from mizan.law.engine.values import Dated, DatedValue, Step
from mizan.law.labels import Labels

Node = Rule | Dated | Fact | Switch
T = TypeVar("T")
Piece = TypeVar("Piece", Rule, Step)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The numbers of a computation by name, and the way to its steps and its law version."""

    plan: "Plan"
    numbers: Mapping[str, Any]
    switches: Switches

    def __getitem__(self, name: str) -> int:
        return int(self.numbers[name])

    def series(self, name: str) -> tuple[int, ...]:
        """The numbers of a name that has one for each member of an entity, in their order."""
        return tuple(self.numbers[name])

    @property
    def law_version(self) -> str:
        """The fingerprint of the rules, values and sentences used."""
        return self.plan.law_version

    @property
    def standing(self) -> Standing:
        """The lowest standing among the rules, values and switches used."""
        return self.plan.standing

    def trace(self, target: str | None = None) -> Trace:
        """The steps that led to a target (the first one by default)."""
        return Trace(self, target or self.plan.targets[0])


class Alone(NamedTuple):
    """What a target uses, as if it had been asked for alone: its law version and its switches."""

    law_version: str
    switches: tuple[str, ...]


class Plan:
    """The nodes needed for some targets on a day, each after what it uses."""

    def __init__(self, targets: tuple[str, ...], on: date, known: date | None, nodes: Mapping[str, Node], law: "Law") -> None:
        self.targets, self.on, self.known, self.nodes = targets, on, known, nodes
        self.inputs, self.labels = law.inputs, law.labels
        self.references: Mapping[str, Reference] = {
            name: law.sources.reference(node.source, node.place) for name, node in nodes.items() if isinstance(node, Rule)
        }
        self.facts = tuple(name for name, node in nodes.items() if isinstance(node, Fact))
        self.switches = tuple(name for name, node in nodes.items() if isinstance(node, Switch))
        self._fixed = {name: node.step.value for name, node in nodes.items() if isinstance(node, Dated) and node.step.value is not None}
        self._rules = tuple(
            (name, node, tuple(node.inputs), BOUNDS.get(node.unit, (0, 1_000))) for name, node in nodes.items() if isinstance(node, Rule)
        )
        self._once: dict[tuple[str, ...], Any] = {}
        self.standing = lowest({standing for node in nodes.values() if (standing := _standing(node))})
        self._versions = law.versions

    @cached_property
    def law_version(self) -> str:
        """The fingerprint of the rules, values and sentences used; days between two changes of the law share it."""
        return self._version_of(self.nodes)

    def _version_of(self, nodes: Mapping[str, Node]) -> str:
        used = frozenset(_place(node) for node in nodes.values() if not isinstance(node, Fact))
        if used not in self._versions:
            self._versions[used] = _version(nodes, self.labels)
        return self._versions[used]

    def alone(self, target: str) -> Alone:
        """What a plan of one of its nodes alone would have, without making it."""
        return self.once(("alone", target), lambda: self._alone(target))

    def _alone(self, target: str) -> Alone:
        nodes = _needed((target,), self.nodes.__getitem__)
        return Alone(self._version_of(nodes), tuple(name for name in self.switches if name in nodes))

    def on_day(self, on: date, known: date | None) -> "Plan":
        """The same plan for another day on which the law has the same nodes; what is made `once` is made for both."""
        other = copy(self)
        other.on, other.known = on, known
        return other

    def run(self, facts: Mapping[str, object], switches: Switches = DEFAULTS) -> Outcome | Refusal:
        """The numbers, or the ground for refusal: a fact missing, unreadable or out of bounds, an amount beyond what the house counts."""
        try:
            return self._run(facts, switches)
        except Refused as error:
            return error.refusal

    def once(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """What `make` gives, made once for all the cases of this plan; it may depend on the nodes and the key alone."""
        if key not in self._once:
            self._once[key] = make()
        found: T = self._once[key]
        return found

    def constants(self, switches: Switches) -> dict[str, int]:
        """The numbers that do not depend on the case: the day's values and the switches."""
        return self._fixed | {name: self.inputs.switch(name, switches) for name in self.switches}

    def _run(self, facts: Mapping[str, object], switches: Switches) -> Outcome:
        unknown = [name for name in switches.chosen if name not in self.inputs.switches]
        if unknown:
            raise refused("unknown_switch", unknown[0], expected=", ".join(sorted(self.inputs.switches)))
        lengths: dict[str, int] = {}
        numbers: dict[str, Any] = self._fixed | self._given(facts, lengths)
        for name in self.switches:
            numbers[name] = self.inputs.switch(name, switches)
        for name, rule, arguments, bounds in self._rules:
            given = [numbers[argument] for argument in arguments]
            try:
                numbers[name] = self._each(rule, given, bounds, lengths) if rule.entity else _within(name, rule.function(*given), bounds)
            except Refused as error:
                raise Refused(replace(error.refusal, field=name, basis=error.refusal.basis or rule.source)) from error
        return Outcome(self, numbers, switches)

    def _given(self, facts: Mapping[str, object], lengths: dict[str, int]) -> dict[str, Any]:
        """The numbers of the facts; the members of each entity are counted in `lengths`. A refusal names the article that asks."""
        numbers: dict[str, Any] = {}
        for name in self.facts:
            fact = self.inputs.facts[name]
            if name not in facts and fact.entity and fact.absent is not None:
                continue
            try:
                if name not in facts:
                    raise refused("fact_missing", name, expected=self.inputs.expected(fact.unit) + (SERIES if fact.entity else ""))
                numbers[name] = self.inputs.series(name, facts[name]) if fact.entity else self.inputs.fact(name, facts[name])
                if fact.entity and lengths.setdefault(fact.entity, len(numbers[name])) != len(numbers[name]):
                    raise refused("series_unequal", name, given=len(numbers[name]), expected=lengths[fact.entity])
            except Refused as error:
                raise Refused(replace(error.refusal, basis=error.refusal.basis or self.asked_by(name))) from error
        for name in self.facts:
            if name not in numbers:
                # What is understood where a question is not answered, for each member of the entity.
                fact = self.inputs.facts[name]
                understood = self.on.toordinal() if fact.absent == ASKED else fact.absent
                numbers[name] = (understood,) * lengths.get(fact.entity, 0)
        return numbers

    def asked_by(self, fact: str) -> str | None:
        """The article for which a fact is asked: that of its bounds, else that of the first rule which takes it."""
        reference = self.inputs.facts[fact].reference
        rules = (node for node in self.nodes.values() if isinstance(node, Rule))
        return reference.key if reference else next((rule.source for rule in rules if fact in rule.inputs), None)

    def _each(self, rule: Rule, given: list[Any], bounds: tuple[int, int], lengths: Mapping[str, int]) -> tuple[int, ...]:
        """A rule of an entity, run for each of its members."""
        units = list(rule.inputs.values())
        own = [isinstance(value, tuple) and not unit.endswith(SERIES) for value, unit in zip(given, units, strict=True)]
        return tuple(
            _within(rule.name, rule.function(*[value[i] if mine else value for value, mine in zip(given, own, strict=True)]), bounds)
            for i in range(lengths.get(rule.entity, 0))
        )


def _within(name: str, number: int, bounds: tuple[int, int]) -> int:
    least, most = bounds
    if not least <= int(number) <= most:
        raise refused("amount_out_of_range", name, amount=int(number))
    return int(number)


def _standing(node: Node) -> Standing | None:
    if isinstance(node, Dated):
        return node.step.standing
    return None if isinstance(node, Fact) else node.standing


def _place(node: Node) -> int:
    """Where a node stands in memory. Its piece of the law lives as long as the book (`_kept`), so no other one ever stands there."""
    return id(node.step if isinstance(node, Dated) else node)


def _version(nodes: Mapping[str, Node], labels: Labels) -> str:
    """A fingerprint of the wordings, steps, switches and sentences of some nodes; the facts of a case are no part of it."""
    parts: list[object] = []
    for name, node in sorted(nodes.items()):
        if isinstance(node, Rule):
            sentences = [labels.fingerprint(f"rule.{name}", lang) for lang in ("ar", "fr")]
            part = [name, node.canonical, node.source, node.standing, node.since.isoformat(), node.rounding, sentences]
            parts.append([*part, node.entity, [helper.canonical for helper in node.helpers]] if node.entity or node.helpers else part)
        elif isinstance(node, Dated):
            step = node.step
            reference = [step.reference.source.key, step.reference.article]
            parts.append([name, dict(node.value.title), step.since.isoformat(), step.value, reference, step.standing])
        elif isinstance(node, Switch):
            parts.append([name, node.default, node.unit, dict(node.reason)])
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return "law-" + hashlib.sha256(text.encode()).hexdigest()[:16]


class Law(Protocol):
    """What a plan is made from: the book, seen from here."""

    sources: Sources
    values: Mapping[str, DatedValue]
    rules: Mapping[str, tuple[Rule, ...]]
    inputs: Inputs
    labels: Labels
    versions: dict[frozenset[int], str]
    plans: WeakValueDictionary[tuple[tuple[str, ...], tuple[int, ...]], Plan]
    pieces: dict[str, list[Any]]


def _kept(law: Law, name: str, piece: Piece) -> Piece:
    """The piece itself, or the equal one met before.

    What a text not yet published would have ended is written anew each time it is asked for, without its end: by this it is one thing,
    that lives as long as the book.
    """
    met: list[Piece] = law.pieces.setdefault(name, [])
    for one in met:
        if one is piece:
            return one
    for one in met:
        if one == piece:
            return one
    met.append(piece)
    return piece


def _node(law: Law, name: str, on: date, known: date | None) -> Node:
    """The rule, value, fact or switch of a name on a day, as known on a day."""
    if name in law.rules:
        wordings = law.rules[name]
        wording = wording_of(wordings, on, known)
        if wording is not None:
            return _kept(law, name, wording)
        raise refused("no_law_on", "on", basis=wordings[0].source, what=name, day=on, first=wordings[0].since)
    if name in law.values:
        value = law.values[name]
        step = value.step_on(on, known)
        if step is None:
            raise refused("no_law_on", "on", basis=value.steps[0].reference.key, what=name, day=on, first=value.steps[0].since)
        return Dated(value, _kept(law, name, step))
    found = law.inputs.facts.get(name) or law.inputs.switches.get(name)
    if found is None:
        raise refused("unknown_name", "target", what=name)
    return found


def _needed(targets: tuple[str, ...], node_of: Callable[[str], Node]) -> dict[str, Node]:
    """The nodes that targets need, each after what it uses."""
    nodes: dict[str, Node] = {}

    def visit(name: str) -> None:
        if name in nodes:
            return
        node = node_of(name)
        for argument in node.inputs if isinstance(node, Rule) else ():
            visit(argument)
        nodes[name] = node

    for target in targets:
        visit(target)
    return nodes


def make_plan(law: Law, targets: tuple[str, ...], on: date, known: date | None = None) -> Plan:
    """Finds what the targets need on a day. Raises Refused with `no_law_on` naming the first rule or value the day lacks."""
    nodes = _needed(targets, lambda name: _node(law, name, on, known))
    key = (targets, tuple(map(_place, nodes.values())))
    like = law.plans.get(key)
    # Most days have the law of the day before: only the days of such a plan are its own.
    plan = law.plans[key] = Plan(targets, on, known, nodes, law) if like is None else like.on_day(on, known)
    return plan
