"""Writes the letter that asks for a proof of life: what the person keeps being paid, why nothing else was enough, every way to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from mizan.formats.letters.types import Addressee, LetterLang
from mizan.law.labels import Labels

WAYS = ("agency", "town", "visit", "relative")
"""All the ways to answer, the easiest for most first."""


@cache
def _labels() -> Labels:
    return Labels.load([resources.files(__package__)])


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofAsked:
    """An ask, whole: enough to write its letter without asking anybody anything.

    `since`: nothing from that day on shows the person alive. `until`: the last day of grace, if the letter leaves on the day of the ask.
    """

    number: str
    fund: str
    agency: dict[str, str]
    benefits: tuple[str, ...]
    person: Addressee
    due_month: date
    asked_on: date
    since: date
    until: date
    grace_days: int


def compose_proof(ask: ProofAsked, lang: LetterLang) -> dict[str, Any]:
    """Every word of the letter, by place of the sheet, in a form that JSON keeps."""

    def say(key: str, /, **params: object) -> str:
        return _labels().text(f"letter.{key}", lang, **params)

    other: LetterLang = "fr" if lang == "ar" else "ar"
    name, name_lang = ask.person.named(lang)
    both = bool(ask.person.name_ar and ask.person.name_fr)
    separator = "، " if lang == "ar" else ", "
    identity = []
    if ask.person.nss:
        identity.append({"label": say("identity.nss"), "value": ask.person.nss, "code": True})
    if ask.person.born_on is not None:
        identity.append({"label": say("identity.born"), "value": say("day", day=ask.person.born_on), "code": False})
    return {
        "lang": lang,
        "year": ask.asked_on.year,
        "month": ask.asked_on.month,
        "day": ask.asked_on.day,
        "title": say("proof.title"),
        "republic": say("republic"),
        "fund": say("fund." + ask.fund),
        "agency": ask.agency.get(lang, ""),
        "date": say("date", day=ask.asked_on),
        "references": [
            {"label": say("proof.reference.ask"), "value": ask.number, "code": True},
            {"label": say("proof.reference.month"), "value": say("proof.reference.month_value", month=ask.due_month), "code": False},
        ],
        "to": say("to"),
        "name": {"text": name, "lang": name_lang},
        "name_other": {"text": (ask.person.name_fr if lang == "ar" else ask.person.name_ar) if both else "", "lang": other},
        "identity": identity,
        "opening": say("proof.opening", benefits=separator.join(say("benefit." + one) for one in ask.benefits)),
        "why": say("proof.why", since=ask.since),
        "until": {
            "label": say("proof.until_label"),
            "value": say("day", day=ask.until),
            "note": say("proof.until_note", days=ask.grace_days),
        },
        "heading": {key: say("proof.heading." + key) for key in ("ways", "next", "slip")},
        "ways": [{"title": say(f"proof.way.{one}_title"), "text": say(f"proof.way.{one}")} for one in WAYS],
        "for_another": say("proof.for_another"),
        "next": [say("proof.next.call"), say("proof.next.never")],
        "slip": {key: say("proof.slip." + key) for key in ("words", "day", "who", "stamp")},
        "foot": say("proof.foot", number=ask.number),
        "page": say("page"),
    }
