"""Dated values: one YAML file each, read as text, whole numbers of their unit, without gap or overlap."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from mizan.law.engine.errors import BookError
from mizan.law.engine.knowledge import heard
from mizan.law.engine.sources import Reference, Sources, Standing
from mizan.law.engine.units import BOUNDS, whole

UNKNOWN = "unknown"
NONE = "none"

_STEP_KEYS = frozenset({"value", "reference", "standing", "published_on", "until", "read_in", "note"})
_STEP_NEEDS = frozenset({"value", "reference", "standing", "published_on"})


@dataclass(frozen=True, slots=True)
class Step:
    """A value from `since` to `until` (excluded, None: still in force); `value` None where the law has ended the thing."""

    since: date
    until: date | None
    value: int | None
    reference: Reference
    standing: Standing
    published_on: date | None
    read_in: tuple[str, ...]
    note: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A number of the law through time, with its unit and titles."""

    name: str
    unit: str
    title: Mapping[str, str]
    description: str
    steps: tuple[Step, ...]
    text: str
    earlier: tuple[tuple[date, tuple[Step, ...]], ...] = ()
    """What the book said before it was corrected: the steps it held until (excluded) a day, earliest first."""

    def steps_known(self, known: date | None = None) -> tuple[Step, ...]:
        """The steps as they were known on a day (None: now): those the book then held, without what was published later."""
        if known is None:
            return self.steps
        held = next((steps for until, steps in self.earlier if known < until), self.steps)
        return heard(held, known)

    def step_on(self, day: date, known: date | None = None) -> Step | None:
        """The step in force on a day, as known on another; None before the first, after the last, or where the law has ended it."""
        for step in reversed(self.steps_known(known)):
            if step.since <= day:
                return step if (step.until is None or day < step.until) and step.value is not None else None
        return None


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated value with the step of one day."""

    value: DatedValue
    step: Step


def _plain(node: yaml.Node, where: str) -> object:
    """A YAML node as text and mappings only; a key written twice is an error that names its line."""
    if isinstance(node, yaml.MappingNode):
        table: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in table:
                raise BookError(f"{where}:{key_node.start_mark.line + 1}: {key} is written twice")
            table[key] = _plain(value_node, where)
        return table
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, where) for item in node.value]
    return str(node.value)


def _table(value: object, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise BookError(f"{where}: a table was expected")
    return value


def _titles(value: object, where: str) -> dict[str, str]:
    table = {name: str(text) for name, text in _table(value, where).items()}
    if not table.get("ar") or not table.get("fr"):
        raise BookError(f"{where}: Arabic and French are both required")
    return table


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BookError(f"{where}: {text!r} is not a day") from error


def _step(since_text: str, entry: object, unit: str, sources: Sources, where: str) -> Step:
    where = f"{where}: {since_text}"
    table = _table(entry, where)
    if table.keys() - _STEP_KEYS or _STEP_NEEDS - table.keys():
        wrong = sorted((table.keys() - _STEP_KEYS) | (_STEP_NEEDS - table.keys()))
        raise BookError(f"{where}: missing or unknown: {', '.join(wrong)}")
    shown = str(table["value"])
    try:
        value = None if shown == NONE else whole(shown, unit)
        standing = Standing(str(table["standing"]))
    except Exception as error:
        raise BookError(f"{where}: {error}") from error
    published = str(table["published_on"])
    read_in = table.get("read_in", [])
    for key in read_in if isinstance(read_in, list) else []:
        sources.reference(key, where)
    return Step(
        since=_day(since_text, where),
        until=_day(str(table["until"]), where) if "until" in table else None,
        value=value,
        reference=sources.reference(str(table["reference"]), where),
        standing=standing,
        published_on=None if published == UNKNOWN else _day(published, where),
        read_in=tuple(str(key) for key in read_in) if isinstance(read_in, list) else (),
        note=_titles(table["note"], f"{where}: note") if "note" in table else {},
    )


def _joined(steps: list[Step], where: str) -> tuple[Step, ...]:
    """The steps with each `until` filled from the next `since`. Raises BookError naming a gap, an overlap or a disorder."""
    joined = []
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        ends = following.since if following else step.until
        if following and following.since <= step.since:
            raise BookError(f"{where}: {following.since} comes after {step.since}; write the steps in order")
        if following and step.until and step.until < following.since:
            raise BookError(f"{where}: gap from {step.until} to {following.since}")
        if following and step.until and step.until > following.since:
            raise BookError(f"{where}: overlap from {following.since} to {step.until}")
        if step.until and step.until <= step.since:
            raise BookError(f"{where}: {step.since} ends before it begins")
        joined.append(
            Step(step.since, ends, step.value, step.reference, step.standing, step.published_on, step.read_in, step.note),
        )
    return tuple(joined)


def load_value(path: Traversable | Path, sources: Sources) -> DatedValue:
    """Reads one dated value; its name is the file's. Raises BookError naming the file and the place."""
    text = path.read_text(encoding="utf-8")
    where = str(path)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        raise BookError(f"{where}: {error}") from error
    table = _table(_plain(root, where) if root is not None else None, where)
    if table.keys() - {"earlier"} != {"description", "title", "metadata", "values"}:
        raise BookError(f"{where}: description, title, metadata and values are required, and `earlier` where they were corrected")
    unit = str(_table(table["metadata"], where).get("unit"))
    if unit not in BOUNDS:
        raise BookError(f"{where}: unknown unit {unit!r}")
    steps = _steps(table["values"], unit, sources, where)
    earlier = [
        (_day(until, where), _steps(held, unit, sources, f"{where}: earlier: {until}"))
        for until, held in _table(table.get("earlier", {}), where).items()
    ]
    if sorted(until for until, _ in earlier) != [until for until, _ in earlier]:
        raise BookError(f"{where}: earlier: write what was held in the order of the days")
    name = path.name.removesuffix(".yaml")
    return DatedValue(name, unit, _titles(table["title"], where), str(table["description"]), steps, text, tuple(earlier))


def _steps(table: object, unit: str, sources: Sources, where: str) -> tuple[Step, ...]:
    steps = [_step(since, entry, unit, sources, where) for since, entry in _table(table, where).items()]
    if not steps:
        raise BookError(f"{where}: no value")
    return _joined(steps, where)
