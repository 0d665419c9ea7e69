"""The form of a question: a field for each thing given, the day, and the readings of what the texts leave open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import QueryDict

from mizan.doors import refusals, wording
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.desk import called
from mizan.doors.law.written import written
from mizan.doors.shown import Lang
from mizan.kernel.refusals import Refusal
from mizan.law.engine.browse import reached, targets_of
from mizan.law.engine.inputs import ASKED, Fact, Switch
from mizan.law.engine.topics import ABSENT, Topic
from mizan.law.engine.units import BOUNDS

DAY = "on"
SWITCH = "switch."
_DECIMAL = frozenset({"centimes", "ppm", "factor"})
_WHOLE = frozenset({"count", "days", "months", "quarters", "years", "hours", "year"})
LINES = 6
_DIGITS = {ord("٠") + digit: str(digit) for digit in range(10)} | {ord("٫"): ","}
_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks: the day as written, what is given by the topic's names, the readings chosen, and whether it asks at all."""

    day: str
    given: Mapping[str, str]
    chosen: Mapping[str, str]
    asks: bool
    wrong: Mapping[str, str] = field(default_factory=dict)

    def with_wrong(self, name: str, sentence: str) -> Asked:
        """The same, with what is wrong with a field."""
        return replace(self, wrong={**self.wrong, name: sentence})


def asked(query: QueryDict, topic: Topic, today: date) -> Asked:
    """Reads an address. Empty fields are not given; a question that needs nothing is asked at once, for today."""
    values = {name: str(value).strip() for name, value in query.items() if str(value).strip()}
    day = values.pop(DAY, today.isoformat())
    chosen = {name.removeprefix(SWITCH): values.pop(name) for name in list(values) if name.startswith(SWITCH)}
    return Asked(day, values, chosen, bool(query) or not topic.inputs)


def typed(topic: Topic, given: Mapping[str, str]) -> dict[str, str]:
    """What was given, as the engine reads it: Western digits, a point in rates, no spaces inside whole numbers, a series parted by `;`."""
    facts = shelves().book.inputs.facts
    plain = {}
    for key, value in given.items():
        fact = facts.get(topic.inputs.get(key, ""))
        text = value.translate(_DIGITS)
        if fact is not None and fact.entity:
            plain[key] = ";".join(_plain(part, fact.unit) for part in re.split(r"[;\n]+", text) if part.strip())
        else:
            plain[key] = _plain(text, fact.unit) if fact is not None else text
    return plain


def _plain(text: str, unit: str) -> str:
    if unit in ("ppm", "factor"):
        return text.strip().translate(_SPACES).replace(",", ".")
    return text.strip().translate(_SPACES) if unit in _WHOLE else text.strip()


def switches_of(topic: Topic) -> list[Switch]:
    """The open questions an answer may lean on."""
    book = shelves().book
    return [book.inputs.switches[name] for name in sorted(reached(book, targets_of(topic))) if name in book.inputs.switches]


def fields(topic: Topic, asked: Asked, lang: Lang) -> list[dict[str, Any]]:
    """The values of the part `field` for each thing a question is given."""
    facts = shelves().book.inputs.facts
    return [
        {
            **_kind_of(facts[name], lang),
            "name": key,
            "label": facts[name].title[lang],
            "value": asked.given.get(key, ""),
            "error": asked.wrong.get(key, ""),
        }
        for key, name in topic.inputs.items()
    ]


def _kind_of(fact: Fact, lang: Lang) -> dict[str, Any]:
    if fact.entity:
        return {"lines": LINES, "hint": " ".join((_hint(fact, lang), wording.text("law.hint.series", lang))).strip()}
    choices = shelves().book.inputs.choices.get(fact.unit)
    blank = {"value": "", "text": wording.text("law.ask.choose", lang)}
    if choices is not None:
        return {"options": [blank, *({"value": name, "text": choices.titles[name][lang]} for name in choices.names)]}
    if fact.unit == "flag":
        answers = (("", "no"), ("true", "yes"))
        return {"options": [{"value": value, "text": wording.text(f"common.{word}", lang)} for value, word in answers]}
    if fact.unit == "day":
        return {"type": "date", "hint": wording.text("law.hint.asked", lang) if fact.absent == ASKED else ""}
    written_as = ("amount", "decimal") if fact.unit in _DECIMAL else ("short", "numeric")
    return {"class": written_as[0], "mode": written_as[1], "hint": _hint(fact, lang)}


def _hint(fact: Fact, lang: Lang) -> str:
    hints = []
    key = f"law.hint.{fact.unit}"
    if wording.has(key, lang):
        hints.append(wording.text(key, lang))
    if fact.unit in BOUNDS and fact.unit != "centimes" and (fact.least, fact.most) != BOUNDS[fact.unit]:
        least, most = (written(fact.unit, bound, lang) for bound in (fact.least, fact.most))
        hints.append(wording.text("law.hint.bounds", lang, least=least, most=most))
    absent = _absent(fact)
    if absent is not None:
        hints.append(wording.text("law.hint.optional", lang, value=written(fact.unit, absent, lang)))
    return " ".join(hints)


def _absent(fact: Fact) -> int | None:
    """What is understood where a question is not answered; None when it must be."""
    if isinstance(fact.absent, int):
        return fact.absent
    return max(fact.least, 0) if fact.unit in ABSENT and not fact.entity else None


def readings(topic: Topic, asked: Asked, lang: Lang) -> list[dict[str, Any]]:
    """The values of the part `field` for each open question an answer leans on: the default first."""
    found = []
    for switch in switches_of(topic):
        name = SWITCH + switch.name
        common: dict[str, Any] = {
            "name": name,
            "label": switch.title[lang],
            "value": asked.chosen.get(switch.name, ""),
            "error": asked.wrong.get(name, ""),
        }
        default = wording.text("law.ask.default", lang, reading=written(switch.unit, switch.default, lang))
        choices = shelves().book.inputs.choices.get(switch.unit)
        if choices is None:
            found.append({**common, "class": "short", "mode": "numeric", "hint": default})
            continue
        others = [one for place, one in enumerate(choices.names) if place != switch.default]
        options = [{"value": "", "text": default}, *({"value": one, "text": choices.titles[one][lang]} for one in others)]
        found.append({**common, "options": options})
    return found


def wrong_field(refusal: Refusal, topic: Topic) -> str:
    """The field of the form a refusal concerns; empty when it is none of them."""
    name = (refusal.field or "").partition("[")[0]
    if name in topic.inputs or name == DAY:
        return name
    return SWITCH + name if any(switch.name == name for switch in switches_of(topic)) else ""


def refusal_words(refusal: Refusal, topic: Topic, lang: Lang) -> str:
    """The sentence of a refusal, with the words of the book in the place of the names rules are written with."""
    params = dict(refusal.params)
    expected = params.get("expected", "")
    if not isinstance(expected, str):
        return refusals.sentence(refusal, lang)
    if wording.has(f"expected.{expected}", lang):
        params["expected"] = wording.text(f"expected.{expected}", lang)
    elif expected:
        names = (_word(name, topic, lang) for name in expected.replace("|", ",").split(","))
        params["expected"] = wording.text("common.comma", lang).join(names)
    if "what" in params:
        params["what"] = _word(str(params["what"]), topic, lang)
    return refusals.sentence(replace(refusal, params=params), lang)


def _word(name: str, topic: Topic, lang: Lang) -> str:
    """What a key of the question, a name of the book or a choice is called; the text itself for anything else."""
    name = name.strip()
    known = topic.inputs.get(name, name)
    if shelves().kind(known):
        return called(known, lang)
    choices = shelves().book.inputs.choices.values()
    return next((one.titles[name][lang] for one in choices if name in one.titles), name)
