"""What a computation is given: facts of the case, named switches where the texts leave a question open, and sets of choices."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mizan.kernel.money import amounts_of, format_plain
from mizan.kernel.refusals import Refused, refused
from mizan.law.engine.errors import BookError
from mizan.law.engine.sources import Reference, Sources, Standing
from mizan.law.engine.units import BOUNDS, whole

ASKED = "asked"
"""What `absent` says of a day that is the day asked where a question does not give it."""


@dataclass(frozen=True, slots=True)
class Choices:
    """A closed set of names; a rule sees the place of the name, counted from 0."""

    name: str
    names: tuple[str, ...]
    titles: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something only the case can tell, with the bounds it must keep.

    `entity` names whose members each give one (the months of a career); `absent` is what is understood where a question is not answered
    (`ASKED`: the day asked); `reference` is the article the bounds rest on, `standing` how it was read: from memory, unless it is said.
    """

    name: str
    unit: str
    title: Mapping[str, str]
    least: int
    most: int
    entity: str = ""
    absent: int | str | None = None
    reference: Reference | None = None
    standing: Standing = Standing.RECALL


@dataclass(frozen=True, slots=True)
class Switch:
    """A question the texts leave open: the alternatives, the one taken by default, why, and on what ground."""

    name: str
    unit: str
    default: int
    least: int
    most: int
    title: Mapping[str, str]
    reason: Mapping[str, str]
    reference: Reference
    standing: Standing


@dataclass(frozen=True, slots=True)
class Switches:
    """Choices made for a computation, by switch name; what is not named takes its default.

    Values are the names of choices ("quarter") or whole numbers (30 days). They are checked where they are used.
    """

    chosen: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))

    def to_json(self) -> dict[str, str | int]:
        """The choices, by name, as kept with a decision."""
        return dict(sorted(self.chosen.items()))


DEFAULTS = Switches()
_in_force = DEFAULTS


def in_force() -> Switches:
    """The choices this process takes where a computation names none: `DEFAULTS`, unless it was instructed."""
    return _in_force


def instruct(switches: Switches) -> None:
    """Take other choices from now on. Said once, when a process starts: what was computed before keeps its own."""
    global _in_force  # noqa: PLW0603 - one process serves one country, under one set of instructions
    _in_force = switches


class Inputs:
    """Facts, switches and choices of a book, and how a given value becomes the whole number a rule sees."""

    def __init__(self, facts: Mapping[str, Fact], switches: Mapping[str, Switch], choices: Mapping[str, Choices]) -> None:
        self.facts, self.switches, self.choices = facts, switches, choices

    def number(self, name: str, unit: str, given: object, least: int, most: int) -> int:
        """The whole number of `given` (a number, a day, a yes or no, a choice's name, or text).

        Raises Refused naming the field and what was expected.
        """
        choices = self.choices.get(unit)
        try:
            if choices is not None:
                value = choices.names.index(str(given)) if not isinstance(given, int) else given
            elif isinstance(given, date):
                value = given.toordinal()
            else:
                value = int(given) if isinstance(given, int) else whole(str(given), unit)
        except (ValueError, KeyError, Refused) as error:
            raise refused("fact_unreadable", name, given=str(given)[:40], expected=self.expected(unit)) from error
        if not least <= value <= most:
            raise refused("fact_out_of_bounds", name, given=str(given)[:40], least=self.bound(unit, least), most=self.bound(unit, most))
        return value

    def expected(self, unit: str) -> str:
        """What may be given for a unit: its name, or the names of its choices."""
        choices = self.choices.get(unit)
        return " | ".join(choices.names) if choices else unit

    def shown(self, unit: str, value: int) -> Any:
        """The value as machines read it: a day as ISO text, a choice by its name, yes or no as a boolean, else the number."""
        if unit in self.choices:
            return self.choices[unit].names[value]
        if unit == "day":
            return date.fromordinal(value).isoformat()
        return bool(value) if unit == "flag" else value

    def all_shown(self, unit: str, values: Sequence[int]) -> list[Any]:
        """`shown` of each of a series."""
        if unit in self.choices or unit in {"day", "flag"}:
            return [self.shown(unit, value) for value in values]
        return list(values)

    def bound(self, unit: str, value: int) -> str:
        """A limit as a person reads it."""
        return format_plain(value) if unit == "centimes" else str(self.shown(unit, value))

    def fact(self, name: str, given: object) -> int:
        """The number of a fact. Raises Refused with `fact_unreadable` or `fact_out_of_bounds`, and the article its bounds rest on."""
        fact = self.facts[name]
        return self._of_fact(fact, name, given)

    def series(self, name: str, given: object) -> tuple[int, ...]:
        """The numbers of a fact of an entity: a list, or text parted by `;`. A refusal names the element, counted from 1: `wages[3]`."""
        fact = self.facts[name]
        if isinstance(given, str):
            given = given.split(";") if given.strip() else []
        if not isinstance(given, Sequence) or isinstance(given, bytes):
            raise refused("fact_unreadable", name, given=str(given)[:40], expected=self.expected(fact.unit))
        numbers = amounts_of(given) if fact.unit == "centimes" else None
        if numbers is None and all(type(element) is int for element in given):
            numbers = tuple(given)
        if numbers and fact.least <= min(numbers) and max(numbers) <= fact.most:
            # Whole numbers, and amounts as machines write them, are read together; one by one only to say which is refused.
            return numbers
        return tuple(self._of_fact(fact, f"{name}[{place}]", element) for place, element in enumerate(given, 1))

    def _of_fact(self, fact: Fact, field: str, given: object) -> int:
        try:
            return self.number(field, fact.unit, given, fact.least, fact.most)
        except Refused as error:
            if fact.reference is None:
                raise
            raise Refused(replace(error.refusal, basis=fact.reference.key)) from error

    def switch(self, name: str, switches: Switches) -> int:
        """The number of a switch, chosen or by default."""
        switch = self.switches[name]
        if name not in switches.chosen:
            return switch.default
        return self.number(name, switch.unit, switches.chosen[name], switch.least, switch.most)


def entries(root: Path, name: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The entries of every file of a name under a folder, with where they stand. Raises BookError for one written twice."""
    seen: dict[str, Path] = {}
    for path in sorted(root.rglob(name)):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise BookError(f"{path}: {error}") from error
        for key, entry in table.items():
            if key in seen:
                raise BookError(f"{path}: {key} is already in {seen[key]}")
            seen[key] = path
            yield key, entry, f"{path.relative_to(root)}: {key}"


def _both(entry: Mapping[str, Any], key: str, where: str) -> Mapping[str, str]:
    text = entry.get(key, {})
    if not isinstance(text, dict) or not text.get("ar") or not text.get("fr"):
        raise BookError(f"{where}: {key} is required in Arabic and French")
    return text


def _bounds(entry: Mapping[str, Any], unit: str, choices: Mapping[str, Choices], where: str) -> tuple[int, int]:
    if unit in choices:
        return 0, len(choices[unit].names) - 1
    if unit not in BOUNDS:
        raise BookError(f"{where}: unknown unit {unit!r}")
    least, most = BOUNDS[unit]
    return entry.get("least", least), entry.get("most", most)


_FACT_KEYS = frozenset({"unit", "title", "least", "most", "entity", "absent", "source", "standing"})


def _fact(name: str, entry: Mapping[str, Any], choices: Mapping[str, Choices], sources: Sources, where: str) -> Fact:
    if unknown := entry.keys() - _FACT_KEYS:
        raise BookError(f"{where}: unknown: {', '.join(sorted(unknown))}")
    unit = str(entry.get("unit"))
    reference = sources.reference(entry["source"], where) if "source" in entry else None
    bounds, absent = _bounds(entry, unit, choices, where), entry.get("absent")
    if isinstance(absent, str) and (absent != ASKED or unit != "day"):
        raise BookError(f"{where}: absent is a whole number, or {ASKED!r} for a day")
    try:
        standing = Standing(str(entry.get("standing", Standing.RECALL)))
    except ValueError as error:
        raise BookError(f"{where}: {error}") from error
    return Fact(name, unit, _both(entry, "title", where), *bounds, entry.get("entity", ""), absent, reference, standing)


def load_inputs(root: Path, sources: Sources) -> Inputs:
    """Reads every `choices.toml`, `facts.toml` and `switches.toml` of a book. Raises BookError naming the file and the entry."""
    choices = {}
    for name, entry, where in entries(root, "choices.toml"):
        choices[name] = Choices(name, tuple(entry), {key: _both(entry, key, where) for key in entry})
    facts = {name: _fact(name, entry, choices, sources, where) for name, entry, where in entries(root, "facts.toml")}
    switches = {}
    for name, entry, where in entries(root, "switches.toml"):
        unit = str(entry.get("unit"))
        least, most = _bounds(entry, unit, choices, where)
        default = choices[unit].names.index(entry["default"]) if unit in choices else int(entry["default"])
        title, reason = _both(entry, "title", where), _both(entry, "reason", where)
        reference = sources.reference(str(entry.get("source")), where)
        switches[name] = Switch(name, unit, default, least, most, title, reason, reference, Standing(str(entry.get("standing"))))
    return Inputs(facts, switches, choices)
