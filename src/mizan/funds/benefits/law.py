"""The law asked about a case, once for everything it gives, and the record that keeps the question, the answer and the steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mizan.funds.benefits.kinds.types import Benefit, Case, Fact, Given, Held, Numbers
from mizan.funds.benefits.types import Parts, TermDraft
from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria.book import book, topics
from mizan.law.algeria.deductions import deduct
from mizan.law.engine.inputs import Switches, in_force
from mizan.law.engine.plan import Outcome
from mizan.law.engine.replay import FORMAT
from mizan.law.engine.topics import Topic, facts_of, shown

ENTITLED = "entitled"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the law answered: every number by the name of its rule, the ground where it refuses, and the record."""

    numbers: Numbers
    ground: str
    law_version: str
    record: Mapping[str, Any]


def ask_law(
    topic_name: str,
    facts: Mapping[str, Fact],
    *,
    on: date,
    known: date,
    main: str,
    more: tuple[str, ...] = (),
    switches: Switches | None = None,
    steps: bool = True,
) -> Asked | Refusal:
    """Asks a topic under the law of a day as known on a day, all its outputs and `more` rules in one run, with the record of the answer.

    The steps kept are those of `main` where the right is open, those of the ground where it is not. A refusal names the fact.
    """
    topic, chosen = topics()[topic_name], switches or in_force()
    given = {name: fact.value for name, fact in facts.items()}
    prepared = facts_of(book(), topic, given, on)
    if isinstance(prepared, Refusal):
        return prepared
    checks = tuple(check.rule for check in topic.checks)
    targets = (*topic.outputs.values(), *([topic.ground] if topic.ground else []), *checks, *more)
    try:
        outcome = book().plan(tuple(dict.fromkeys(targets)), on, known).run(prepared, chosen)
    except Refused as error:
        return error.refusal
    if isinstance(outcome, Refusal):
        return outcome
    for check in topic.checks:
        if not outcome[check.rule]:
            return Refusal(
                f"check.{check.rule}", check.field, {"given": str(given.get(check.field, ""))[:40]}, outcome.plan.references[check.rule].key
            )
    ground = _ground(topic, outcome)
    kept = _record(topic, facts, outcome, (on, known), main, ground, steps=steps)
    return Asked(outcome.numbers, ground, kept["law_version"][main], kept)


def _ground(topic: Topic, outcome: Outcome) -> str:
    """The code of the ground for refusal; "" where the right is open."""
    if topic.ground is None or not outcome[topic.ground]:
        return ""
    return book().inputs.choices[book().unit(topic.ground)].names[outcome[topic.ground]]


def _record(
    topic: Topic, facts: Mapping[str, Fact], outcome: Outcome, days: tuple[date, date], main: str, ground: str, *, steps: bool
) -> dict[str, Any]:
    on, known = days
    outputs: dict[str, str | list[str]] = {}
    for key, target in topic.outputs.items():
        numbers = outcome.series(target) if book().entity(target) else outcome[target]
        outputs[key] = shown(book(), target, numbers) if isinstance(numbers, int) else [shown(book(), target, one) for one in numbers]
    inputs = outcome.plan.inputs
    trees = {}
    if steps:
        of_ground = bool(ground) and topic.ground in topic.outputs.values()
        key = next(name for name, target in topic.outputs.items() if target == topic.ground) if of_ground else main
        trees = {key: outcome.trace(topic.outputs[key]).to_json()}
    record: dict[str, Any] = {
        "format": FORMAT,
        "topic": topic.name,
        "on": on.isoformat(),
        "decided_on": known.isoformat(),
        "given": {name: {"value": fact.value, "source": fact.source} for name, fact in sorted(facts.items())},
        "switches": {name: inputs.shown(inputs.switches[name].unit, outcome[name]) for name in _switches(topic, outcome)},
        "outputs": outputs,
        "ground": ground or None,
        "standing": outcome.standing,
        "law_version": {key: outcome.plan.alone(target).law_version for key, target in topic.outputs.items()},
        "steps": trees,
    }
    if steps and ground and topic.ground and topic.ground not in topic.outputs.values():
        record["note"] = {"ground_steps": outcome.trace(topic.ground).to_json()}
    return record


def _switches(topic: Topic, outcome: Outcome) -> list[str]:
    """The switches that the outputs use; those of `more` rules alone are not part of the record."""
    return sorted({name for target in topic.outputs.values() for name in outcome.plan.alone(target).switches})


def asked_of(benefit: Benefit, held: Held, case: Case, *, steps: bool = True) -> Asked | Refusal:
    """The law's answer to a case: whether the right is open first, where another topic says so, then what it gives."""
    known = case.known_at.date()
    if not benefit.opening:
        return ask_law(benefit.topic, held.facts, on=case.day, known=known, main=benefit.main, more=benefit.more, steps=steps)
    opened = ask_law(benefit.opening, held.opening, on=case.day, known=known, main=ENTITLED, steps=steps)
    if isinstance(opened, Refusal):
        return opened
    if opened.record["outputs"][ENTITLED] != "true":
        return Asked(opened.numbers, opened.ground or "not_opened", opened.law_version, opened.record)
    asked = ask_law(benefit.topic, held.facts, on=case.day, known=known, main=benefit.main, more=benefit.more, steps=steps)
    if isinstance(asked, Refusal):
        return asked
    record = {**asked.record, "note": {**asked.record.get("note", {}), "opening": opened.record}}
    return Asked(asked.numbers, asked.ground, asked.law_version, record)


def term_of(given: Given, *, deducted: bool, law_version: str) -> TermDraft:
    """The term of what is given: gross, then what the law takes of it. Raises Refused where the day's law does not say it."""
    gross = given.pension + given.fund_adds + given.state_adds + given.supplement
    taken = (0, 0)
    if deducted:
        found = deduct(Centimes(gross), on=given.starts_on)
        taken = (found.social_insurance, found.income_tax)
    parts = Parts(given.pension, given.fund_adds, given.state_adds, given.supplement, *taken)
    return TermDraft(given.starts_on, given.ends_on, parts, law_version, given.least)
