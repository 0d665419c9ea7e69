"""The tree of steps that led to a result, in sentences a person can read, in Arabic and French."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mizan.law.engine.inputs import Inputs, Switch
from mizan.law.engine.rules import Rule
from mizan.law.engine.units import BOUNDS, SERIES
from mizan.law.engine.values import Dated
from mizan.law.labels.patterns import LabelError, written

if TYPE_CHECKING:
    from mizan.law.engine.plan import Node, Outcome, Plan

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
        tree = _Teller(self.outcome, langs).tree(self.target, set())
        # The sentence of a part already shows what it used; repeating that for ten shares would be half of the tree.
        tree["uses"] += [_Teller(part.outcome, langs).step(part.target) for part in self.parts]
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


_AS_NUMBERS = frozenset(BOUNDS) - {"day", "year", "flag"}
"""Units whose values a sentence takes as they are; the others are said first."""
SERIES_SHOWN = 24
"""Members of a series whose sentences are written out; the values of all are always given."""


class _Teller:
    """Tells the steps of one outcome in some languages. What several steps show is written once; what all cases share, once a plan."""

    def __init__(self, outcome: Outcome, langs: Sequence[str]) -> None:
        self.outcome, self.plan, self.langs = outcome, outcome.plan, langs
        self._steps: dict[str, dict[str, Any]] = {}
        self._dated: dict[str, dict[str, Any]] = self.plan.once(("steps of dated values", *langs), dict)
        self._wordings: dict[str, dict[tuple[str, str], _Wording]] = {lang: self.plan.once(("wordings", lang), dict) for lang in langs}
        self._shown: dict[tuple[str, str], object] = {}
        self._places: dict[tuple[str, str, str], str] = {}

    def tree(self, name: str, told: set[str]) -> dict[str, Any]:
        """One step with what it used, down to the facts and the dated values; a rule `told` above is not unfolded again.

        Rules share what they use: without this the tree of a pension would hold the same few hundred steps thousands of times.
        """
        step, node = self.step(name), self.plan.nodes[name]
        if not isinstance(node, Rule) or not node.inputs:
            return step
        if name in told:
            step["again"] = True
            return step
        told.add(name)
        step["uses"] = [self.tree(argument, told) for argument in node.inputs]
        return step

    def step(self, name: str) -> dict[str, Any]:
        """One step, without what it used. A series has `value` as a list and `each`, the sentences of its first members."""
        made = self._steps.get(name)
        if made is not None:
            return _copied(made)
        if name in self._dated:
            made = _copied(self._dated[name])
        else:
            made = self._made(name)
            if isinstance(self.plan.nodes[name], Dated):
                self._dated[name] = _copied(made)
        self._steps[name] = made
        return made

    def _made(self, name: str) -> dict[str, Any]:
        node, number = self.plan.nodes[name], self.outcome.numbers[name]
        unit, inputs = _unit(node), self.plan.inputs
        step: dict[str, Any] = {"rule": name, "unit": unit}
        if isinstance(number, tuple):
            step["value"] = inputs.all_shown(unit, number)
            step["text"] = self._text(name, node, number)
            step["each"] = [self._member(name, member) for member in range(min(len(number), SERIES_SHOWN))]
        else:
            step["value"] = inputs.shown(unit, number)
            step["text"] = self._text(name, node, number)
        step |= _basis_copied(self.plan.once(("basis", name), lambda: _basis(self.plan, node)))
        step["uses"] = []
        return step

    def _text(self, name: str, node: Node, number: object) -> dict[str, str]:
        """The sentence of a step in each language."""
        if not isinstance(number, tuple):
            return {lang: self._sentence(name, _unit(node), lang, None) for lang in self.langs}
        if isinstance(node, Rule):
            return {lang: self.plan.labels.text("word.series", lang, count=len(number)) for lang in self.langs}
        return {lang: self._sentence(name, "series", lang, None) for lang in self.langs}

    def _member(self, name: str, member: int) -> dict[str, str]:
        unit = _unit(self.plan.nodes[name])
        return {lang: self._sentence(name, unit, lang, member) for lang in self.langs}

    def _sentence(self, name: str, unit: str, lang: str, member: int | None) -> str:
        wording = self._wordings[lang].get((name, unit))
        if wording is None:
            wording = self._wordings[lang][name, unit] = _wording(self.plan, name, unit, lang)
        if wording.parts is not None:
            try:
                return "".join([part if isinstance(part, str) else self._place(*part, lang, member) for part in wording.parts])
            except LabelError as error:
                raise LabelError(f"{wording.key} ({lang}): {error}") from error
        given = {place: self._value(shown, lang, None if whole else member) for place, (shown, whole) in wording.shows.items()}
        return self.plan.labels.text(wording.key, lang, **wording.said, **given)

    def _place(self, name: str, kind: str, whole: bool, lang: str, member: int | None) -> str:
        """What stands in a place of a sentence. Many sentences show the same: what is one number is written once."""
        if member is not None and not whole and isinstance(self.outcome.numbers[name], tuple):
            return written(self._value(name, lang, member), kind, lang)
        key = (name, kind, lang)
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = written(self._value(name, lang, None), kind, lang)
        return found

    def _value(self, name: str, lang: str, member: int | None) -> object:
        """The value of a node as a sentence takes it: a day, the title of a choice, yes or no, else the number.

        A series is shown by the element of one member where the step has members, by the count of its elements where it is taken whole.
        """
        number = self.outcome.numbers[name]
        if isinstance(number, tuple):
            return len(number) if member is None else self._said(_unit(self.plan.nodes[name]), number[member], lang)
        unit = _unit(self.plan.nodes[name])
        if unit in _AS_NUMBERS:
            return number
        if (name, lang) not in self._shown:
            self._shown[name, lang] = self._said(unit, number, lang)
        return self._shown[name, lang]

    def _said(self, unit: str, number: int, lang: str) -> object:
        if unit in _AS_NUMBERS:
            return number
        choices = self.plan.inputs.choices.get(unit)
        if choices is not None:
            return choices.titles[choices.names[number]].get(lang) or choices.names[number]
        if unit == "day":
            return date.fromordinal(number)
        if unit == "year":
            return str(number)
        return self.plan.labels.text("word.yes" if number else "word.no", lang) if unit == "flag" else number


def _unit(node: Node) -> str:
    return node.value.unit if isinstance(node, Dated) else node.unit


def _key(plan: Plan, unit: str) -> str:
    return f"unit.{unit}" if plan.labels.has(f"unit.{unit}", "fr") else "unit.other"


@dataclass(frozen=True, slots=True)
class _Wording:
    """How the step of a node is said in a language, whatever the case."""

    key: str
    said: Mapping[str, str]
    """Places that every case fills alike: the title of a fact."""
    shows: Mapping[str, tuple[str, bool]]
    """The other places: the node shown, and whether it is a series that is taken whole. A value it lacks is the catalogue's to refuse."""
    parts: tuple[str | tuple[str, str, bool], ...] | None
    """The sentence in its order: words, and for each place the node, how it is written, and whether it is a series taken whole. None where
    the words depend on the numbers."""


def _wording(plan: Plan, name: str, unit: str, lang: str) -> _Wording:
    node = plan.nodes[name]
    if isinstance(node, Rule) and lang in LANGS:
        key, said = f"rule.{node.name}", dict[str, str]()
        shows = {argument: (argument, given.endswith(SERIES)) for argument, given in node.inputs.items()} | {"value": (name, False)}
    else:
        key, said, shows = _key(plan, unit), {"title": _title(node, lang)}, {"value": (name, False)}
    if not plan.labels.has(key, lang):
        return _Wording(key, said, {}, None)
    shown = plan.labels.placeholders(key, lang)
    shows = {place: found for place, found in shows.items() if place in shown}
    plain = len(plan.labels.plural_forms(key, lang)) == 1 and shown <= said.keys() | shows.keys()
    return _Wording(key, said, shows, _parts(plan, key, lang, said, shows) if plain else None)


def _parts(
    plan: Plan, key: str, lang: str, said: Mapping[str, str], shows: Mapping[str, tuple[str, bool]]
) -> tuple[str | tuple[str, str, bool], ...]:
    parts: list[str | tuple[str, str, bool]] = []
    for part in plan.labels.parts(key, lang):
        if isinstance(part, str):
            parts.append(part)
        elif part[0] in said:
            parts.append(written(said[part[0]], part[1], lang))
        else:
            name, whole = shows[part[0]]
            parts.append((name, part[1], whole))
    return tuple(parts)


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


def _copied(step: Mapping[str, Any]) -> dict[str, Any]:
    """A step that its reader may change, without what it used."""
    found = _basis_copied(step)
    found["text"], found["uses"] = dict(step["text"]), []
    if "each" in step:
        found["value"], found["each"] = list(step["value"]), [dict(text) for text in step["each"]]
    return found


def _basis_copied(basis: Mapping[str, Any]) -> dict[str, Any]:
    """A basis that its reader may change."""
    found = dict(basis)
    if found["article"] is not None:
        found["article"] = found["article"] | {"title": dict(found["article"]["title"])}
    if "note" in found:
        found["note"] = dict(found["note"])
    return found


def _basis(plan: Plan, node: object) -> Mapping[str, Any]:
    """Where the node comes from: article, days, standing and rounding; a fact of the case has none."""
    if isinstance(node, Rule):
        article = plan.references[node.name].to_json()
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
