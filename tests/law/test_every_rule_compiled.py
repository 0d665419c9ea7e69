"""Every rule of the statute book, compiled, is the rule interpreted: at least 100,000 random cases for each, on the day of each wording.

All the targets of a day are computed together from the same random facts. Thresholds of the law (dated values, and the bounds of facts) are
drawn often, one centime or one day aside, since that is where wordings differ.
"""

import itertools
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pytest

from mizan.kernel.refusals import Refused
from mizan.law.algeria.book import book
from mizan.law.engine.book import Book
from mizan.law.engine.compile import Columns
from mizan.law.engine.inputs import DEFAULTS, Fact
from mizan.law.engine.plan import Plan
from mizan.law.engine.rules import Rule, wording_of
from mizan.law.engine.units import BOUNDS, SERIES

CASES = 100_000
MEMBERS = 6
PLAUSIBLE = {
    "centimes": 3_000_000_000,
    "day": date(2035, 1, 1).toordinal(),
    "days": 1_200,
    "months": 130,
    "quarters": 200,
    "years": 70,
    "hours": 5_000,
    "count": 40,
    "factor": 3_000_000,
}
"""The greatest fact drawn: large enough for every threshold, small enough that a case is seldom refused for its size."""
EARLIEST = date(1962, 1, 1).toordinal()


def days_of_wordings(law: Book) -> list[tuple[date, tuple[str, ...]]]:
    """Days on which every wording of every rule is in force at least once, latest first, with the rules to look at on each."""
    waiting = {(name, wording.place) for name, wordings in law.rules.items() for wording in wordings}
    ends = {w.until.toordinal() - 1 for ws in law.rules.values() for w in ws if w.until}
    starts = {step.since.toordinal() for value in law.values.values() for step in value.steps}
    starts |= {wording.since.toordinal() for wordings in law.rules.values() for wording in wordings}
    days = [date(2026, 10, 31), *(date.fromordinal(number) for number in sorted(ends | starts, reverse=True))]
    found = []
    for day in days:
        fresh = []
        for name, wordings in law.rules.items():
            wording = wording_of(wordings, day)
            if wording is None or (name, wording.place) not in waiting:
                continue
            try:
                law.plan((name,), day)
            except Refused:
                continue
            fresh.append(name)
            waiting.discard((name, wording.place))
        if fresh:
            found.append((day, tuple(fresh)))
    assert not waiting, f"no day of the book can run {sorted(waiting)}"
    return found


TOGETHER = 40
"""Rules of a day looked at together, neighbours in the book: more would share too few cases that none of them refuses."""


def groups() -> list[tuple[date, tuple[str, ...]]]:
    """The rules of each day in groups, by the place they stand at."""
    law = book()
    found = []
    for day, names in days_of_wordings(law):
        ordered = sorted(names, key=lambda name: (law.entity(name), law.rules[name][0].place))
        found += [(day, tuple(ordered[first : first + TOGETHER])) for first in range(0, len(ordered), TOGETHER)]
    return found


DAYS = groups()


def thresholds(plan: Plan, unit: str) -> list[int]:
    """The dated values of the plan in a unit."""
    return [value for name, value in plan.constants(DEFAULTS).items() if book().unit(name) == unit]


def draw(fact: Fact, plan: Plan, size: int, random: np.random.Generator) -> np.ndarray:
    """Random values of a fact, a third of them at a threshold of the law or one aside."""
    least, most = fact.least, min(fact.most, PLAUSIBLE.get(fact.unit, fact.most))
    if fact.unit == "day":
        least = max(least, EARLIEST)
    least = max(least, -most)
    drawn = random.integers(least, most + 1, size)
    edges = [edge + aside for edge in (*thresholds(plan, fact.unit), least, most) for aside in (-1, 0, 1)]
    at_edge = random.random(size) < 1 / 3
    drawn[at_edge] = random.choice(edges, int(at_edge.sum()))
    return np.clip(drawn, least, most)


def interpret(plan: Plan, facts: dict[str, np.ndarray], starts: dict[str, np.ndarray], rows: int) -> tuple[dict[str, list], np.ndarray]:
    """Every rule of the plan on every row by the functions of the book, and the rows that one of them refuses."""
    refused = np.zeros(rows, dtype=bool)
    columns: dict[str, Sequence] = {}
    for name, value in plan.constants(DEFAULTS).items():
        columns[name] = [value] * rows
    for name, held in facts.items():
        entity = plan.inputs.facts[name].entity
        plain = held.tolist()
        columns[name] = [tuple(plain[a:b]) for a, b in zip(starts[entity], starts[entity][1:], strict=False)] if entity else plain
    for name, node in plan.nodes.items():
        if isinstance(node, Rule):
            columns[name] = _rule(plan, node, columns, starts, refused)
    return {target: list(columns[target]) for target in plan.targets}, refused


def _rule(plan: Plan, rule: Rule, columns: dict[str, Sequence], starts: dict[str, np.ndarray], refused: np.ndarray) -> list:
    given = [columns[argument] for argument in rule.inputs]
    rows = zip(*given, strict=True) if given else itertools.repeat((), len(refused))
    return _of_members(plan, rule, rows, starts[rule.entity].tolist(), refused) if rule.entity else _of_cases(rule, rows, refused)


def _of_cases(rule: Rule, rows: Iterable[tuple], refused: np.ndarray) -> list[int]:
    """One number a case: the loop that most of the time of these tests is spent in, so it has nothing that is not needed."""
    least, most = BOUNDS.get(rule.unit, (0, 1_000))
    function, found = rule.function, []
    for row, values in enumerate(rows):
        try:
            number = int(function(*values))
        except Refused:
            number = least - 1
        if not least <= number <= most:
            refused[row] = True
            number = 0
        found.append(number)
    return found


def _of_members(plan: Plan, rule: Rule, rows: Iterable[tuple], starts: list[int], refused: np.ndarray) -> list[tuple[int, ...]]:
    """A number for each member of each case."""
    least, most = BOUNDS.get(rule.unit, (0, 1_000))
    own = [
        not unit.endswith(SERIES) and getattr(plan.nodes[argument], "entity", "") == rule.entity for argument, unit in rule.inputs.items()
    ]
    found = []
    for row, values in enumerate(rows):
        members = range(starts[row + 1] - starts[row])
        try:
            numbers = [int(rule.function(*[value[i] if mine else value for value, mine in zip(values, own, strict=True)])) for i in members]
        except Refused:
            numbers = [least - 1]
        if numbers and not least <= min(numbers) <= max(numbers) <= most:
            refused[row] = True
            numbers = [0] * len(members)
        found.append(tuple(numbers))
    return found


@pytest.mark.parametrize(("day", "names"), DAYS, ids=[f"{day} {names[0]}" for day, names in DAYS])
def test_compiled_is_interpreted(day: date, names: tuple[str, ...]) -> None:
    law, random = book(), np.random.default_rng(day.toordinal())
    by_entity: dict[str, list[str]] = {}
    for name in names:
        by_entity.setdefault(law.entity(name), []).append(name)
    for entity in by_entity:
        targets = by_entity[entity]
        plan = law.plan(tuple(targets), day)
        made = Columns(plan, DEFAULTS)
        starts = {}
        for kind in made.shape.entities:
            starts[kind] = np.concatenate([[0], np.cumsum(random.integers(0, MEMBERS + 1, CASES))]).astype(np.int64)
        facts = {fact.name: draw(fact, plan, int(starts[fact.entity][-1]) if fact.entity else CASES, random) for fact in made.shape.facts}
        rows = CASES if facts else 1
        expected, refused = interpret(plan, facts, starts, rows)
        assert refused.mean() < 0.5, f"{refused.mean():.0%} of the cases are refused: too few are compared"
        kept = np.flatnonzero(~refused)
        found = made.run(keep(facts, starts, plan, kept))
        if entity:
            plain = [[number for row in kept for number in expected[target][row]] for target in targets]
        else:
            plain = [[expected[target][row] for row in kept] for target in targets]
        for place, target in enumerate(targets):
            wrong = np.flatnonzero(found[:, place] != np.array(plain[place], dtype=np.int64))
            assert not len(wrong), f"{target}: {len(wrong)} of {len(found)} differ, first at {wrong[:3]}"


def keep(facts: dict[str, np.ndarray], starts: dict[str, np.ndarray], plan: Plan, rows: np.ndarray) -> dict[str, object]:
    """The facts of some rows, series as lists."""
    found: dict[str, object] = {}
    for name, held in facts.items():
        entity = plan.inputs.facts[name].entity
        if entity:
            found[name] = [held[starts[entity][row] : starts[entity][row + 1]] for row in rows]
        else:
            found[name] = held[rows]
    return found
