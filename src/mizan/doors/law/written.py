"""How the numbers and texts of the statute book are written for people."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Mapping
from datetime import date

from mizan.doors import shown, wording
from mizan.doors.law.bookcase import shelves
from mizan.doors.shown import Lang
from mizan.doors.tables import Tone
from mizan.kernel.periods import add_days
from mizan.law.engine.sources import Source, Standing
from mizan.law.engine.units import whole
from mizan.law.labels.patterns import factor_text

DOUBTFUL = frozenset({Standing.RECALL, Standing.UNVERIFIED})
TONES: Mapping[Standing, Tone] = {
    Standing.GAZETTE: "done",
    Standing.OFFICIAL: "done",
    Standing.SECONDARY: "info",
    Standing.DERIVED: "info",
    Standing.RECALL: "soon",
    Standing.UNVERIFIED: "soon",
}
_COUNTED = frozenset({"days", "months", "quarters", "years", "hours"})
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_BEFORE = re.compile(r"before ([0-9]{4})")
_YEARS = re.compile(r"([0-9]{4}) to ([0-9]{4})")
_GAZETTE = re.compile(r"n° (?P<number>[0-9]+)(?: of (?P<when>[0-9A-Za-z -]+))?(?:, (?P<doubt>to be confirmed|contested))?")
_DOUBT = {"to be confirmed": "doubt", "contested": "contested"}
_NAMED_MONTH = re.compile(r"([A-Z][a-z]+) ([0-9]{4})")


def written(unit: str, number: int, lang: Lang) -> str:
    """A whole number of a unit as a person reads it: money, a rate, a day, the title of a choice, yes or no, days and months counted."""
    choices = shelves().book.inputs.choices.get(unit)
    if choices is not None:
        return choices.titles[choices.names[number]][lang]
    if unit == "centimes":
        return shown.amount(number, lang)
    if unit == "ppm":
        return shown.rate(number, lang)
    if unit == "factor":
        return factor_text(number)
    if unit == "day":
        return shown.day(date.fromordinal(number), lang)
    if unit == "flag":
        return wording.text("common.yes" if number else "common.no", lang)
    if unit in _COUNTED:
        return wording.text(f"law.{unit}", lang, count=number)
    return str(number) if unit == "year" else shown.number(number)


def unit_words(unit: str, lang: Lang) -> str:
    """What a unit is: "dinars", "a rate", or the choices there are."""
    choices = shelves().book.inputs.choices.get(unit)
    if choices is not None:
        return wording.text("common.comma", lang).join(choices.titles[name][lang] for name in choices.names)
    key = f"law.unit.{unit}"
    return wording.text(key, lang) if wording.has(key, lang) else unit


def unit_of(name: str, lang: Lang) -> str:
    """What a name of the book is counted in; said to be a series where a case has one for each month or member."""
    book = shelves().book
    words = unit_words(book.unit(name), lang)
    return wording.text("law.unit.series", lang, unit=words) if book.entity(name) else words


def number_of(unit: str, text: str) -> int:
    """The whole number of a unit that an answer writes as text for machines."""
    choices = shelves().book.inputs.choices.get(unit)
    return choices.names.index(text) if choices is not None else whole(text, unit)


def last_day(until: date | None) -> date | None:
    """The last day in force, for an end that is excluded."""
    return add_days(until, -1) if until is not None else None


def text_kind(source: Source, lang: Lang) -> str:
    """What kind of text it is; the book's own word where the pages know none."""
    key = f"law.text_kind.{source.kind.replace(' ', '_')}"
    return wording.text(key, lang) if wording.has(key, lang) else source.kind


def dated_words(source: Source, lang: Lang) -> str:
    """The date of a text: a day or a month in words, a year as it stands, some years; said when it is not known."""
    if before := _BEFORE.fullmatch(source.dated):
        return wording.text("law.before", lang, year=before[1])
    if years := _YEARS.fullmatch(source.dated):
        return wording.text("law.years_from", lang, first=years[1], last=years[2])
    return _day_words(source.dated, lang) or wording.text("law.not_known", lang)


def gazette_words(source: Source, lang: Lang) -> str:
    """The number and day of the official gazette; said when it was not found; empty for what is not published there."""
    if not source.gazette:
        return ""
    found = _GAZETTE.fullmatch(source.gazette)
    if found is None:
        return wording.text("law.not_known", lang) if source.gazette == "unknown" else source.gazette
    number = wording.text("law.gazette.number", lang, number=found["number"])
    when = f"{wording.text('common.comma', lang)}{_day_words(found['when'], lang) or found['when']}" if found["when"] else ""
    return number + when + (wording.text(f"law.gazette.{_DOUBT[found['doubt']]}", lang) if found["doubt"] else "")


def _day_words(text: str, lang: Lang) -> str:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return shown.day(date.fromisoformat(text), lang)
    named = _NAMED_MONTH.fullmatch(text)
    if named and named[1] in month_name:
        text = f"{named[2]}-{list(month_name).index(named[1]):02d}"
    if _MONTH.fullmatch(text):
        return shown.period(text, lang)
    return text if re.fullmatch(r"[0-9]{4}", text) else ""
