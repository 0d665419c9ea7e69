"""One pattern, read once: literal text and `{name}` or `{name:kind}` places, and how each kind of value is written."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from mizan.kernel.money import NO_BREAK_SPACE, THIN_SPACE, format_amount, format_plain

LOCALES = {"ar": "ar_DZ", "fr": "fr_DZ", "en": "en_GB"}

LONG_DAY = "d MMMM y"

_PLACE = re.compile(r"\{\{|\}\}|\{(?P<name>[a-z_][a-z0-9_]*)(?::(?P<kind>[a-z]+))?\}|[{}]")


class LabelError(LookupError):
    """A label is missing, is not written as a pattern, or was asked for without a value it shows."""


@lru_cache(maxsize=8)
def locale_of(lang: str) -> Locale:
    """The Babel locale of a language of the house: Algerian Arabic and French (western digits, local month names)."""
    return Locale.parse(LOCALES.get(lang, lang))


@lru_cache(maxsize=4096)
def plural_of(lang: str, count: int) -> str:
    """The CLDR plural category of a count in a language."""
    return locale_of(lang).plural_form(count)


def _whole(value: object, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise LabelError(f"{name} must be a whole number, not {value!r}")
    return value


def _number(value: int) -> str:
    sign = "-" if value < 0 else ""
    return sign + f"{abs(value):,}".replace(",", THIN_SPACE)


def rate_text(ppm: int, lang: str) -> str:
    """A rate in parts per million as people read it: 345000 is "34,5 %" in French, "34,5%" in Arabic."""
    whole, rest = divmod(abs(ppm), 10_000)
    decimals = f"{rest:04d}".rstrip("0")
    shown = f"{'-' if ppm < 0 else ''}{whole}{',' + decimals if decimals else ''}"
    return f"{shown}%" if lang == "ar" else f"{shown}{NO_BREAK_SPACE}%"


def factor_text(ppm: int) -> str:
    """A multiplier in parts per million as people read it: 1050000 is "1,05"."""
    whole, rest = divmod(ppm, 1_000_000)
    decimals = f"{rest:06d}".rstrip("0")
    return f"{whole},{decimals}" if decimals else str(whole)


def _day(value: object, pattern: str, lang: str) -> str:
    if not isinstance(value, date):
        raise LabelError(f"a date was expected, not {value!r}")
    shown = format_date(value, pattern, locale=locale_of(lang))
    # French writes the first of a month as an ordinal; the locale data does not.
    return f"1er{shown[1:]}" if lang == "fr" and pattern == LONG_DAY and value.day == 1 else shown


def _default(value: object, lang: str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return _number(value)
    return _day(value, LONG_DAY, lang) if isinstance(value, date) else str(value)


KINDS: dict[str, Callable[[object, str], str]] = {
    "": _default,
    "money": lambda value, lang: format_amount(_whole(value, "money"), lang),
    "plain": lambda value, lang: format_plain(_whole(value, "plain")),
    "rate": lambda value, lang: rate_text(_whole(value, "rate"), lang),
    "factor": lambda value, lang: factor_text(_whole(value, "factor")),
    "int": lambda value, lang: _number(_whole(value, "int")),
    "raw": lambda value, lang: str(value),
    "date": lambda value, lang: _day(value, LONG_DAY, lang),
    "day": lambda value, lang: _day(value, "dd/MM/y", lang),
    "month": lambda value, lang: _day(value, "MMMM y", lang),
    "isolate": lambda value, lang: f"\u2068{value}\u2069",
}
"""How a place is written: money (centimes), plain (without currency), rate (ppm), factor (ppm), int, raw, date, day, month, isolate."""


def written(value: object, kind: str, lang: str) -> str:
    """A value as a place of a kind shows it. Raises LabelError when it is of the wrong kind."""
    return KINDS[kind](value, lang)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence with places. `parts` alternates literal text and (name, kind)."""

    parts: tuple[str | tuple[str, str], ...]

    @property
    def places(self) -> frozenset[str]:
        """The names of the values the sentence shows."""
        return frozenset(part[0] for part in self.parts if isinstance(part, tuple))

    def render(self, lang: str, params: dict[str, object]) -> str:
        """The sentence with its values. Raises LabelError when a value is missing or of the wrong kind."""
        missing = [part[0] for part in self.parts if isinstance(part, tuple) and part[0] not in params]
        if missing:
            raise LabelError(f"no value for {{{missing[0]}}}")
        return "".join([part if isinstance(part, str) else KINDS[part[1]](params[part[0]], lang) for part in self.parts])


def read_pattern(text: str, where: str) -> Pattern:
    """The pattern written in `text`; `{{` and `}}` are braces. Raises LabelError naming `where` for a stray brace or unknown kind."""
    parts: list[str | tuple[str, str]] = []
    end = 0
    for match in _PLACE.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        end = match.end()
        if match["name"] is None:
            if len(match[0]) == 1:
                raise LabelError(f"{where}: stray {match[0]!r} in {text!r}")
            parts.append(match[0][0])
        elif (match["kind"] or "") not in KINDS:
            raise LabelError(f"{where}: unknown kind {match['kind']!r}")
        else:
            parts.append((match["name"], match["kind"] or ""))
    if end < len(text):
        parts.append(text[end:])
    return Pattern(tuple(parts))
