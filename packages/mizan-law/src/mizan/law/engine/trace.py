"""The tree of steps that led to a result, in sentences a person can read, in Arabic and French."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mizan.law.engine.inputs import Fact, Inputs, Switch
from mizan.law.engine.rules import Rule
from mizan.law.engine.units import SERIES
from mizan.law.engine.values import Dated

if TYPE_CHECKING:
    from mizan.law.engine.plan import Node, Outcome

LANGS = ("ar", "fr")


@dataclass(frozen=True, slots=True)
class Trace:
    """The steps of one result. Nothing is rendered before it is asked for, so keeping a trace costs nothing."""

    outcome: Outcome
    target: str
    parts: tuple[Trace, ...] = ()
    """Steps that follow from this one, such as the shares of a due; shown after the values it used."""

    def to_json(self, langs: Sequence[str] = LANGS) -> dict[str, Any]:
        """The whole tree, each step as `{rule, unit, value, text{ar, fr}, article, since, until, standing, rounding, uses}`.

        `article` is `{source, title{ar, fr}, number}`, None for a fact of the case; `note{ar, fr}` and `published_on` are added where there
        is one. A step of an entity has a list as `value`, and `each`: the sentences of its first members. What a rule used is told where it
        first comes, reading down; where it comes back, its step has `again` instead. `langs` may ask for `en` too.
        """
        tree = _node(self.outcome, self.target, langs, set())
        # The sentence of a part already shows what it used; repeating that for ten shares would be half of the tree.
        tree["uses"] += [_step(part.outcome, part.target, langs) for part in self.parts]
        return tree

    def record(self) -> dict[str, Any]:
        """What is enough to compute the same steps again: targets, day, facts, switches and law version; a few hundred bytes."""
        outcome, inputs = self.outcome, self.outcome.plan.inputs
        facts = {name: _kept(inputs, inputs.facts[name].unit, outcome.numbers[name]) for name in outcome.plan.facts}
        return {
            "target": self.target,
            "on": outcome.plan.on.isoformat(),
            "facts": facts,
            "switches": outcome.switches.to_json(),
            "value": outcome.numbers[self.target],
            "law_version": outcome.law_version,
        }


def _kept(inputs: Inputs, unit: str, number: int | tuple[int, ...]) -> Any:
    return [inputs.shown(unit, element) for element in number] if isinstance(number, tuple) else inputs.shown(unit, number)


SERIES_SHOWN = 24
"""Members of a series whose sentences are written out; the values of all are always given."""


def _shown(outcome: Outcome, name: str, lang: str, member: int | None = None) -> object:
    """The value of a node as a sentence takes it: a day, the title of a choice, yes or no, else the number.

    A series is shown by the element of one member where the step has members, by the count of its elements where it is taken whole.
    """
    unit, number = _unit(outcome, name), outcome.numbers[name]
    if isinstance(number, tuple):
        if member is None:
            return len(number)
        number = number[member]
    choices = outcome.plan.inputs.choices.get(unit)
    if choices is not None:
        return choices.titles[choices.names[number]].get(lang) or choices.names[number]
    if unit == "day":
        return date.fromordinal(number)
    if unit == "year":
        return str(number)
    return outcome.plan.labels.text("word.yes" if number else "word.no", lang) if unit == "flag" else number


def _unit(outcome: Outcome, name: str) -> str:
    node = outcome.plan.nodes[name]
    return node.unit if isinstance(node, Rule | Fact | Switch) else node.value.unit


def _text(outcome: Outcome, name: str, langs: Sequence[str], member: int | None = None) -> dict[str, str]:
    return {lang: _sentence(outcome, name, lang, member) for lang in langs}


def _sentence(outcome: Outcome, name: str, lang: str, member: int | None) -> str:
    node, labels = outcome.plan.nodes[name], outcome.plan.labels
    if isinstance(node, Rule) and lang in LANGS:
        return labels.text(f"rule.{name}", lang, **_params(outcome, node, lang, member))
    unit = _unit(outcome, name)
    if isinstance(outcome.numbers[name], tuple) and member is None:
        unit = "series"
    key = f"unit.{unit}" if labels.has(f"unit.{unit}", "fr") else "unit.other"
    return labels.text(key, lang, title=_title(node, lang), value=_shown(outcome, name, lang, member))


def _title(node: Node, lang: str) -> str:
    """What a node is called; in English, the first sentence of a docstring or a description, else the name itself."""
    if isinstance(node, Rule):
        return sentence_of(node)
    if isinstance(node, Dated):
        return node.value.title.get(lang) or node.value.description.rstrip(".")
    return node.title.get(lang) or node.name.replace("_", " ")


def sentence_of(rule: Rule) -> str:
    """The English sentence of a rule: the first paragraph of its docstring, without the full stop."""
    return " ".join((rule.function.__doc__ or rule.name).strip().split("\n\n")[0].split()).rstrip(".")


def _params(outcome: Outcome, rule: Rule, lang: str, member: int | None) -> dict[str, object]:
    """What the sentence of a rule may show; a series that the rule takes whole is shown by its length."""
    whole = {argument for argument, unit in rule.inputs.items() if unit.endswith(SERIES)}
    given = {argument: _shown(outcome, argument, lang, None if argument in whole else member) for argument in rule.inputs}
    return given | {"value": _shown(outcome, rule.name, lang, member)}


def _step(outcome: Outcome, name: str, langs: Sequence[str]) -> dict[str, Any]:
    """One step, without what it used. A series has `value` as a list and `each`, the sentences of its first members."""
    node = outcome.plan.nodes[name]
    unit = _unit(outcome, name)
    inputs, number = outcome.plan.inputs, outcome.numbers[name]
    tree: dict[str, Any] = {"rule": name, "unit": unit}
    if isinstance(number, tuple):
        members = range(min(len(number), SERIES_SHOWN))
        title = outcome.plan.labels.text
        tree["value"] = [inputs.shown(unit, element) for element in number]
        tree["text"] = (
            {lang: title("word.series", lang, count=len(number)) for lang in langs}
            if isinstance(node, Rule)
            else _text(outcome, name, langs)
        )
        tree["each"] = [_text(outcome, name, langs, member) for member in members]
    else:
        tree["value"] = inputs.shown(unit, number)
        tree["text"] = _text(outcome, name, langs)
    tree |= _basis(outcome, node)
    tree["uses"] = []
    return tree


def _node(outcome: Outcome, name: str, langs: Sequence[str], told: set[str]) -> dict[str, Any]:
    """One step with what it used, down to the facts and the dated values; a rule `told` above is not unfolded again.

    Rules share what they use: without this the tree of a pension would hold the same few hundred steps thousands of times.
    """
    tree, node = _step(outcome, name, langs), outcome.plan.nodes[name]
    if not isinstance(node, Rule) or not node.inputs:
        return tree
    if name in told:
        return tree | {"again": True}
    told.add(name)
    return tree | {"uses": [_node(outcome, argument, langs, told) for argument in node.inputs]}


def _basis(outcome: Outcome, node: object) -> Mapping[str, Any]:
    """Where the node comes from: article, days, standing and rounding; a fact of the case has none."""
    if isinstance(node, Rule):
        article = outcome.plan.references[node.name].to_json()
        since, until = node.since, node.until
        basis = _dated(article, since, until, node.standing) | {"rounding": node.rounding}
        return basis | ({"published_on": node.published_on.isoformat()} if node.published_on else {})
    if isinstance(node, Dated):
        step = node.step
        basis = _dated(step.reference.to_json(), step.since, step.until, step.standing)
        published = {"published_on": step.published_on.isoformat()} if step.published_on else {}
        return basis | published | ({"note": dict(step.note)} if step.note else {})
    if isinstance(node, Switch):
        return _dated(node.reference.to_json(), None, None, node.standing) | {"note": dict(node.reason)}
    return _dated(None, None, None, None)


def _dated(article: Mapping[str, Any] | None, since: date | None, until: date | None, standing: object) -> dict[str, Any]:
    return {
        "article": article,
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "standing": standing,
        "rounding": None,
    }
