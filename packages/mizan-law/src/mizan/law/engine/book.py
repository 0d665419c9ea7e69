"""The statute book: every rule, dated value, fact, switch and sentence of one country, checked as a whole before it is used."""

import importlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from mizan.law.engine.errors import BookError
from mizan.law.engine.inputs import Inputs, load_inputs
from mizan.law.engine.plan import Plan, make_plan
from mizan.law.engine.rules import ATTRIBUTE, Rule
from mizan.law.engine.sources import Reference, Sources, Standing, highest, load_sources
from mizan.law.engine.units import SERIES
from mizan.law.engine.values import DatedValue, load_value
from mizan.law.labels import Labels

LANGS = ("ar", "fr")

_IMPORTS_RULE = re.compile(r"^from mizan\.law\.engine\.rules import .*\brule\b", re.MULTILINE)


class Book:
    """One country's law. Immutable; plans are kept, so asking again for the same day is cheap."""

    def __init__(
        self, sources: Sources, values: Mapping[str, DatedValue], rules: Mapping[str, tuple[Rule, ...]], inputs: Inputs, labels: Labels
    ) -> None:
        self.sources, self.values, self.rules, self.inputs, self.labels = sources, values, rules, inputs, labels
        _check_names(self)
        _check_rules(self)
        _check_labels(self)
        self.versions: dict[frozenset[int], str] = {}
        """The fingerprint of each set of rules, steps and switches a plan was made of."""
        self.pieces: dict[str, list[Any]] = {}
        """The wordings and steps met by plans, by name: the same one each time, also where one is known without its end."""
        self.plans: WeakValueDictionary[tuple[tuple[str, ...], tuple[int, ...]], Plan] = WeakValueDictionary()
        """The plans at hand by their targets and nodes: days with the same law share what is made of it."""
        self.plan = lru_cache(maxsize=4096)(self._plan)

    def _plan(self, targets: tuple[str, ...], on: date, known: date | None = None) -> Plan:
        """The steps that give the targets on a day, in order, as the book knew the law on the day `known` (None: as it knows it now).

        Raises Refused where the law of that day has no rule or value.
        """
        return make_plan(self, targets, on, known)

    def standing_of(self, reference: Reference) -> Standing | None:
        """How well an article was read: the best standing of the rules and values that cite it; None where none does."""
        cited = {rule.standing for rules in self.rules.values() for rule in rules if self._reference(rule.source).covers(reference)}
        cited |= {step.standing for value in self.values.values() for step in value.steps if step.reference.covers(reference)}
        return highest(cited)

    def _reference(self, text: str) -> Reference:
        return self.sources.reference(text, text)

    def entity(self, name: str) -> str:
        """Whose members each have a value of this name (the months of a career); empty for what a case has once."""
        if name in self.rules:
            return self.rules[name][0].entity
        return self.inputs.facts[name].entity if name in self.inputs.facts else ""

    def unit(self, name: str) -> str:
        """The unit of a rule, value, fact or switch."""
        return _unit(self, name)


def _unit(book: Book, name: str) -> str:
    if name in book.rules:
        return book.rules[name][0].unit
    for table in (book.values, book.inputs.facts, book.inputs.switches):
        if name in table:
            return str(table[name].unit)
    raise KeyError(name)


def _check_names(book: Book) -> None:
    seen: dict[str, str] = {}
    kinds = {"value": book.values, "rule": book.rules, "fact": book.inputs.facts, "switch": book.inputs.switches}
    for kind, names in kinds.items():
        for name in names:
            if name in seen:
                raise BookError(f"{name} is both a {seen[name]} and a {kind}")
            seen[name] = kind


def _check_rules(book: Book) -> None:
    """Wordings follow each other without gap or overlap; every input exists and has the unit the rule says; no rule needs itself."""
    graph: dict[str, set[str]] = {}
    for name, wordings in book.rules.items():
        _check_wordings(name, wordings)
        for wording in wordings:
            book.sources.reference(wording.source, f"{wording.place}: rule {name}")
            for argument, unit in wording.inputs.items():
                _check_argument(book, wording, argument, unit)
            graph.setdefault(name, set()).update(wording.inputs)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise BookError(f"rules need one another: {' > '.join(error.args[1])}") from error


def _check_wordings(name: str, wordings: tuple[Rule, ...]) -> None:
    """What was first written has neither gap nor overlap; what corrects it from a day overlaps no other correction of that day."""
    for known in sorted({wording.known_from for wording in wordings}, key=lambda day: day or date.min):
        for wording, following in pairwise([w for w in wordings if w.known_from == known]):
            if wording.until is None or wording.until > following.since:
                raise BookError(f"{following.place}: rule {name} overlaps {wording.place} from {following.since}")
            if known is None and wording.until < following.since:
                raise BookError(f"{following.place}: rule {name} leaves a gap from {wording.until} to {following.since}")
    for wording in wordings:
        if wording.unit != wordings[0].unit:
            raise BookError(f"{wording.place}: rule {name} changes its unit")
        if wording.entity != wordings[0].entity:
            raise BookError(f"{wording.place}: rule {name} changes its entity")


def _check_argument(book: Book, wording: Rule, argument: str, unit: str) -> None:
    """An input exists, is in the unit said, and is taken whole (`Sequence[…]`) where it is a series to the rule."""
    where = f"{wording.place}: rule {wording.name}: {argument}"
    try:
        found = _unit(book, argument)
    except KeyError:
        raise BookError(f"{where} is no rule, value, fact or switch") from None
    if found != unit.removesuffix(SERIES):
        raise BookError(f"{where} is in {found}, not in {unit}")
    entity, whole = book.entity(argument), unit.endswith(SERIES)
    if whole and not entity:
        raise BookError(f"{where} is one number, not a series")
    if entity and not whole and entity != wording.entity:
        raise BookError(f"{where} is a series: take it whole with Sequence[…], or make the rule one of entity {entity!r}")


def _check_labels(book: Book) -> None:
    """Each rule has a sentence in Arabic and in French that shows only its inputs and its value."""
    for name, wordings in book.rules.items():
        allowed = {"value"}.union(*(wording.inputs for wording in wordings))
        for lang in LANGS:
            if not book.labels.has(f"rule.{name}", lang):
                raise BookError(f"{wordings[0].place}: rule {name} has no sentence rule.{name} in {lang}")
            if extra := book.labels.placeholders(f"rule.{name}", lang) - allowed:
                raise BookError(f"labels: rule.{name} in {lang} shows {', '.join(sorted(extra))}, which the rule does not use")


def _modules(root: Path, package: str) -> Iterator[str]:
    for path in sorted(root.rglob("*.py")):
        if _IMPORTS_RULE.search(path.read_text(encoding="utf-8")):
            parts = path.relative_to(root).with_suffix("").parts
            yield ".".join((package, *(parts[:-1] if parts[-1] == "__init__" else parts)))


def _rules(root: Path, package: str) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for module in _modules(root, package):
        for thing in vars(importlib.import_module(module)).values():
            wording = getattr(thing, ATTRIBUTE, None)
            if isinstance(wording, Rule) and thing.__module__ == module:
                found.setdefault(wording.name, []).append(wording)
    return {name: tuple(sorted(wordings, key=lambda w: w.since)) for name, wordings in found.items()}


@cache
def words() -> Labels:
    """The words of the engine: units, standings, roundings, refusals; a book may say any of them in its own way."""
    return Labels.load([Path(__file__).parent / "words"])


def load_book(root: Path, package: str) -> Book:
    """Reads the book kept under a folder: `sources.toml`, `*.yaml` values, modules of rules, inputs and labels, at any depth.

    Raises BookError, naming the file and the place, for anything badly written.
    """
    sources = load_sources(sorted(root.rglob("sources.toml")))
    values: dict[str, DatedValue] = {}
    for path in sorted(root.rglob("*.yaml")):
        value = load_value(path, sources)
        if value.name in values:
            raise BookError(f"{path}: another file already holds the value {value.name}")
        values[value.name] = value
    folders = sorted({path.parent for path in root.rglob("labels.*.toml")})
    return Book(sources, values, _rules(root, package), load_inputs(root, sources), Labels.load(folders, over=words()))
