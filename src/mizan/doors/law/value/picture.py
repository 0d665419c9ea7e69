"""A value through time as a step line, whose title says what happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from mizan.doors import shown, wording
from mizan.doors.law.written import DOUBTFUL, unit_words, written
from mizan.doors.shown import Lang
from mizan.law.engine.values import DatedValue, Step

SCALE = {"centimes": 100, "ppm": 10_000, "factor": 1_000_000}
SUFFIX = {"ppm": " %"}


@dataclass(frozen=True, slots=True)
class Picture:
    """What the part `figure` needs."""

    title: str
    note: str
    source: str
    description: str
    spec: dict[str, Any]


def picture(value: DatedValue, today: date, lang: Lang) -> Picture | None:
    """The steps of a value as a picture; None when it never changed: a sentence says that better."""
    known = [step for step in value.steps if step.value is not None]
    if len({step.value for step in known}) < 2:
        return None
    first, last = known[0], known[-1]
    words = {
        "first": written(value.unit, first.value or 0, lang),
        "last": written(value.unit, last.value or 0, lang),
        "begins": str(first.since.year),
        "ends": str(last.since.year),
    }
    title = wording.text("law.picture.title", lang, name=value.title[lang], **words)
    doubtful = any(step.standing in DOUBTFUL for step in known)
    notes = [wording.text("law.picture.unit", lang, unit=unit_words(value.unit, lang)), wording.text("common.figure.direction", lang)]
    if doubtful:
        notes.append(wording.text("law.picture.hollow", lang))
    description = wording.text("law.picture.description", lang, name=value.title[lang], count=len(value.steps), **words)
    spec = {
        "kind": "steps",
        "description": description,
        "name": value.title[lang],
        "points": [_point(value, step, lang) for step in value.steps],
        "until": max(today, last.since).isoformat() if last.until is None else last.until.isoformat(),
        "scale": SCALE.get(value.unit, 1),
        "suffix": SUFFIX.get(value.unit, ""),
    }
    source = wording.text("law.picture.source", lang, day=today)
    return Picture(title, " ".join(notes), source, description, spec)


def _point(value: DatedValue, step: Step, lang: Lang) -> dict[str, Any]:
    """A step as the picture draws it: its first day, its number, and the words shown beside it."""
    worth = wording.text("law.value.none", lang) if step.value is None else written(value.unit, step.value, lang)
    words = wording.text("law.picture.point", lang, value=worth, day=shown.day(step.since, lang))
    return {"at": step.since.isoformat(), "value": step.value, "words": words, "hollow": step.standing in DOUBTFUL}
