"""Of the hundreds of steps of a decision, those a person reads: named by kind of benefit, in the order a person follows them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from mizan.law.algeria.book import book
from mizan.law.labels.patterns import written

_NEVER = ("1900", "2200")
DEEPEST = 2
"""Where a kind names no steps: those with an article, no deeper than this below the result."""
MOST = 16


@cache
def matters() -> Mapping[str, Mapping[str, Any]]:
    """The rules whose steps are told, by kind: see `steps.toml`."""
    told: Mapping[str, Mapping[str, Any]] = tomllib.loads(resources.files(__package__).joinpath("steps.toml").read_text("utf-8"))
    return told


def walk(record: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Every step of a record with its depth, each rule once, where it is told in full; results in their order."""
    seen: set[str] = set()

    def down(step: Mapping[str, Any], depth: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
        if step["rule"] not in seen and not step.get("again"):
            seen.add(step["rule"])
            yield depth, step
        for used in step.get("uses", ()):
            yield from down(used, depth + 1)

    trees = list(record.get("steps", {}).values())
    if "ground_steps" in record.get("note", {}):
        trees.append(record["note"]["ground_steps"])
    for tree in trees:
        yield from down(tree, 0)


def steps_told(record: Mapping[str, Any], kind: str, *, first: bool = False) -> list[Mapping[str, Any]]:
    """The steps a letter of this kind tells, the result last; those told member by member are left to the file.

    `first`: as the first template told them, when retirement alone had steps of its own.
    """
    by_rule = {step["rule"]: (depth, step) for depth, step in walk(record) if first or not isinstance(step["value"], list)}
    named = matters().get(kind) if not first or kind == "retirement" else None
    if named is None or not (first or by_rule.keys() & set(named["order"])):
        upper = [step for depth, step in by_rule.values() if depth <= DEEPEST and step.get("article") and not _nothing(step)]
        return upper[:MOST][::-1]
    left_out = {
        rule
        for condition, rules in named.get("only_with", {}).items()
        if condition in by_rule and _nothing(by_rule[condition][1])
        for rule in rules
    }
    found: list[Mapping[str, Any]] = []
    for rule in named["order"]:
        if rule not in by_rule or rule in left_out:
            continue
        step = by_rule[rule][1]
        repeats = rule in named.get("if_new", ()) and any((one["unit"], one["value"]) == (step["unit"], step["value"]) for one in found)
        if not repeats and (rule in named.get("always", ()) or not _nothing(step)):
            found.append(step)
    return found


def facts_told(record: Mapping[str, Any], inputs: Mapping[str, str]) -> list[tuple[Mapping[str, Any], str]]:
    """The facts a decision rests on, each with where it comes from; what nobody told and what is nothing is left out.

    `inputs` maps the names of the question to those of the facts.
    """
    given: Mapping[str, Any] = record.get("given", {})
    sources = {inputs.get(key, key): told.get("source", "") for key, told in given.items() if isinstance(told, dict)}
    names = {inputs.get(key, key) for key in given}
    found = []
    for _, step in walk(record):
        if step["rule"] in names and not step.get("article") and not _nothing(step):
            found.append((step, str(sources.get(step["rule"]) or "")))
    return found


def of_members(step: Mapping[str, Any], lang: str) -> str | None:
    """A fact of each member of a household in words: their ties, their days; None where there is nothing to say of it that way.

    Days that mean "none" (the bounds of the calendar of the law) are left out.
    """
    kept, fact = step["value"], book().inputs.facts.get(step["rule"])
    if fact is None or not isinstance(kept, list):
        return None
    choices = book().inputs.choices.get(fact.unit)
    if choices is not None:
        told = [choices.titles[one if isinstance(one, str) else choices.names[one]][lang] for one in kept]
    elif fact.unit == "day":
        days = [one if isinstance(one, str) else date.fromordinal(one).isoformat() for one in kept]
        told = [written(date.fromisoformat(day), "date", lang) for day in days if day[:4] not in _NEVER]
    else:
        return None
    return f"{fact.title[lang]}{' : ' if lang == 'fr' else ': '}{('، ' if lang == 'ar' else ', ').join(told)}" if told else None


def _nothing(step: Mapping[str, Any]) -> bool:
    """Whether a step says that there is none: zero, no, an empty list."""
    return step["value"] in (0, False, None, []) or step["value"] == "none"
