"""A decision kept with what is enough to compute it again; the law as it was known that day says whether it still holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from mizan.kernel.refusals import Refusal
from mizan.law.engine.book import Book
from mizan.law.engine.inputs import Switches
from mizan.law.engine.topics import Answer, Topic, ask, shown, topic_of

FORMAT = "mizan-decision/1"
_KEYS = frozenset(
    {"format", "topic", "on", "decided_on", "given", "switches", "outputs", "ground", "standing", "law_version", "steps", "note"}
)
_NEEDS = frozenset({"topic", "on", "decided_on", "given", "outputs", "ground"})
COMPARED = ("rule", "unit", "value", "text", "each", "article", "since", "standing", "rounding", "published_on")
"""What of a step must be the same. Its last day and its note are left out: a later text may say them without changing the decision."""


class UnusableError(Exception):
    """A record that can not be replayed: `key` names the sentence, `params` what it shows."""

    def __init__(self, key: str, /, **params: str) -> None:
        super().__init__(f"{key} {params}")
        self.key, self.params = key, params


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as kept: what was asked, under the law of which day and known on which, what was given and what came out.

    `steps` is empty where the tree was not kept; `ground` is the code of the ground for refusal, None where the right was open.
    """

    topic: str
    on: date
    decided_on: date | None
    given: Mapping[str, object]
    switches: Mapping[str, str | int]
    outputs: Mapping[str, Any]
    ground: str | None
    law_version: Mapping[str, str]
    steps: Mapping[str, Any]


def record(answer: Answer, decided_on: date, *, sources: Mapping[str, str] | None = None, steps: bool = True) -> dict[str, Any]:
    """The record of an answer, ready for JSON: see docs/law/decisions.md.

    `sources` says where each given fact comes from; `steps` keeps the whole tree. Every switch that was used is written, its default too.
    """
    given = answer.to_json()["given"]
    for key, source in (sources or {}).items():
        given[key] = {"value": given[key], "source": source}
    ground = answer.ground_json()
    return {
        "format": FORMAT,
        "topic": answer.topic.name,
        "on": answer.on.isoformat(),
        "decided_on": decided_on.isoformat(),
        "given": given,
        "switches": _switches_used(answer),
        "outputs": dict(answer.outputs),
        "ground": ground and ground["code"],
        "standing": answer.standing,
        "law_version": {key: outcome.law_version for key, outcome in answer.outcomes.items()},
        **({"steps": {key: trace.to_json() for key, trace in answer.traces.items()}} if steps else {}),
    }


def _switches_used(answer: Answer) -> dict[str, str | int]:
    used: dict[str, str | int] = {}
    for outcome in answer.used:
        inputs = outcome.plan.inputs
        for name in outcome.plan.switches:
            used[name] = inputs.shown(inputs.switches[name].unit, outcome[name])
    return dict(sorted(used.items()))


def read_decision(data: object, book: Book) -> Decision:
    """The decision kept in a JSON object: a record of this format, or the short record of one step (`target`, `facts`, `value`).

    Raises UnusableError naming the field that is missing, unknown or of another kind.
    """
    if not isinstance(data, dict):
        raise UnusableError("not_object")
    if "target" in data:
        data = _of_step(data, book)
    if data.get("format", FORMAT) != FORMAT:
        raise UnusableError("format", given=str(data["format"])[:40], expected=FORMAT)
    for wrong in [*sorted(_NEEDS - data.keys()), *sorted(data.keys() - _KEYS)]:
        raise UnusableError("field", field=str(wrong)[:40])
    tables = {key: _table(data, key) for key in ("given", "switches", "outputs", "law_version", "steps")}
    for key in ("law_version", "steps"):
        if not tables["outputs"] or tables[key].keys() - tables["outputs"].keys():
            raise UnusableError("field", field=key if tables["outputs"] else "outputs")
    return Decision(
        topic=_text(data, "topic"),
        on=_day(data, "on"),
        decided_on=None if data["decided_on"] is None else _day(data, "decided_on"),
        given={key: fact["value"] if isinstance(fact, dict) and "value" in fact else fact for key, fact in tables["given"].items()},
        switches=tables["switches"],
        outputs=tables["outputs"],
        ground=None if data["ground"] is None else _text(data, "ground"),
        law_version=tables["law_version"],
        steps=tables["steps"],
    )


def _of_step(data: Mapping[str, Any], book: Book) -> dict[str, Any]:
    """A short record as a decision about one rule: its value is a whole number of its unit there."""
    target, value = str(data["target"]), data.get("value")
    if (target not in book.rules and target not in book.values) or type(value) is not int:
        raise UnusableError("field", field="target" if type(value) is int else "value")
    return {
        "topic": target,
        "on": data.get("on"),
        "decided_on": data.get("decided_on"),
        "given": data.get("facts"),
        "switches": data.get("switches", {}),
        "outputs": {target: shown(book, target, value)},
        "ground": None,
        "law_version": {target: data["law_version"]} if "law_version" in data else {},
    }


def _table(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise UnusableError("field", field=key)
    return value


def _text(data: Mapping[str, Any], key: str) -> str:
    if not isinstance(data[key], str):
        raise UnusableError("field", field=key)
    return str(data[key])


def _day(data: Mapping[str, Any], key: str) -> date:
    try:
        return date.fromisoformat(_text(data, key))
    except ValueError as error:
        raise UnusableError("day", field=key, given=str(data[key])[:40]) from error


def replay(book: Book, topics: Mapping[str, Topic], decision: Decision, *, today: bool = False) -> dict[str, Any]:
    """The decision computed again under the law as known when it was taken, beside what was kept.

    `{same, topic, on, decided_on, refusal, outputs{name}, ground, law_version{name}, steps[]}`: each of the four as
    `{kept, found, same}`, a step with its path too and only where it differs. Outputs the topic was given since are not compared.
    A law that refuses the facts is a difference; its refusal is given as a `Refusal`. `today` adds the same under what is known now.
    Raises UnusableError for a topic the book does not hold.
    """
    topic = topic_of(book, topics, decision.topic)
    if topic is None:
        raise UnusableError("topic", what=decision.topic[:60])
    then = _compared(decision, ask(book, topic, decision.given, decision.on, Switches(decision.switches), decision.decided_on))
    decided_on = decision.decided_on.isoformat() if decision.decided_on else None
    result = {"topic": topic.name, "on": decision.on.isoformat(), "decided_on": decided_on} | then
    if today:
        result["today"] = _compared(decision, ask(book, topic, decision.given, decision.on, Switches(decision.switches)))
    return result


def _compared(decision: Decision, answer: Answer | Refusal) -> dict[str, Any]:
    refusal = answer if isinstance(answer, Refusal) else None
    found = {} if isinstance(answer, Refusal) else json.loads(json.dumps(answer.to_json()))
    outputs, versions = found.get("outputs", {}), found.get("law_version", {})
    ground = found.get("ground") or {}
    result: dict[str, Any] = {
        "refusal": refusal,
        "outputs": {key: _beside(decision.outputs[key], outputs.get(key)) for key in decision.outputs},
        "ground": _beside(decision.ground, ground.get("code")),
        "law_version": {key: _beside(version, versions.get(key)) for key, version in decision.law_version.items()},
        "steps": [],
    }
    for key, tree in decision.steps.items():
        result["steps"] += _steps(tree, found.get("steps", {}).get(key), key)
    told = [*result["outputs"].values(), result["ground"], *result["law_version"].values()]
    result["same"] = refusal is None and not result["steps"] and all(pair["same"] for pair in told)
    return result


def _beside(kept: Any, found: Any) -> dict[str, Any]:
    return {"kept": kept, "found": found, "same": kept == found}


def _steps(kept: object, found: object, above: str) -> list[dict[str, Any]]:
    """Where two trees differ: `{path, field, kept, found}`; the path names the steps from the output down."""
    if not isinstance(kept, dict) or not isinstance(found, dict):
        return [_step(above, "step", _named(kept), _named(found))]
    path = f"{above} > {found['rule']}"
    wrong = [_step(path, name, kept.get(name), found.get(name)) for name in COMPARED if kept.get(name) != found.get(name)]
    for mine, other in zip_longest(_uses(kept), _uses(found)):
        wrong += _steps(mine, other, path)
    return wrong


def _uses(tree: Mapping[str, Any]) -> list[Any]:
    uses = tree.get("uses", [])
    return uses if isinstance(uses, list) else []


def _named(tree: object) -> object:
    return tree.get("rule") if isinstance(tree, dict) else tree


def _step(path: str, field: str, kept: object, found: object) -> dict[str, Any]:
    return {"path": path, "field": field, "kept": kept, "found": found}
