"""How values are written for people: amounts, days, months, rates, numbers and codes, in Arabic and in French.

Western digits in both languages, as the Algerian administration writes them; Algerian month names in Arabic (CLDR ar-DZ).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from babel.dates import format_date

from mizan.doors.clock import ALGIERS
from mizan.kernel.money import NO_BREAK_SPACE, THIN_SPACE, format_amount, format_plain
from mizan.kernel.periods import Period, months_of, parse_period
from mizan.law.labels.patterns import locale_of, rate_text

Lang = Literal["ar", "fr"]
LANGS: tuple[Lang, ...] = ("ar", "fr")
_LANG_OF: dict[str, Lang] = {"ar": "ar", "fr": "fr"}
DIRECTION: dict[Lang, str] = {"ar": "rtl", "fr": "ltr"}

_QUARTERS: dict[Lang, tuple[str, ...]] = {
    "ar": ("الثلاثي الأول", "الثلاثي الثاني", "الثلاثي الثالث", "الثلاثي الرابع"),
    "fr": ("1er trimestre", "2e trimestre", "3e trimestre", "4e trimestre"),
}
_YEAR: dict[Lang, str] = {"ar": "سنة", "fr": "année"}


def spaced(text: str) -> str:
    """Text for the screen: the thin space between thousands is a hair in the pages' font, a no-break space can be seen."""
    return text.replace(THIN_SPACE, NO_BREAK_SPACE)


def amount(value: int, lang: Lang) -> str:
    """Centimes with their currency: 1234567 is "12 345,67 DA" or "12 345,67 دج"."""
    return spaced(format_amount(value, lang))


def plain(value: int) -> str:
    """Centimes without currency, for columns whose head names the unit."""
    return spaced(format_plain(value))


def number(value: int) -> str:
    """A count, grouped by thousands: 1 234."""
    return f"{value:,}".replace(",", NO_BREAK_SPACE)


def rate(ppm: int, lang: Lang) -> str:
    """A rate in parts per million as a percentage without idle zeros: 125000 is "12,5 %"."""
    return rate_text(ppm, lang)


def day(value: date, lang: Lang) -> str:
    """A civil day: "15 février 2026" or "15 فيفري 2026"."""
    return format_date(value, "d MMMM y", locale=locale_of(lang))


def moment(value: datetime, lang: Lang) -> str:
    """An instant, told in Algiers: day, then hours and minutes."""
    local = value.astimezone(ALGIERS)
    hour = f"{local.hour} h {local.minute:02d}" if lang == "fr" else f"{local.hour}:{local.minute:02d}"
    comma = "،" if lang == "ar" else ","
    return f"{day(local.date(), lang)}{comma} {hour}"


def period(value: Period | str, lang: Lang) -> str:
    """A month, a quarter or a year in words: "octobre 2026", "3e trimestre 2026", "année 2026"."""
    known = parse_period(value) if isinstance(value, str) else value
    months = len(months_of(known))
    if months == 1:
        return format_date(known.start, "MMMM y", locale=locale_of(lang))
    if months == 3:
        return f"{_QUARTERS[lang][known.start.month // 3]} {known.start.year}"
    return f"{_YEAR[lang]} {known.start.year}"


def month_mark(value: Period | str, lang: Lang) -> str:
    """A month as short as an axis needs: "oct. 2026"."""
    known = parse_period(value) if isinstance(value, str) else value
    return format_date(known.start, "MMM y", locale=locale_of(lang))


def chosen_lang(text: str) -> Lang:
    """The language a form chose for a letter: French where it says so, Arabic for anything else."""
    return "fr" if text == "fr" else "ar"


def as_lang(text: str) -> Lang:
    """The language of a text; raises ValueError when it is not one of the doors'."""
    if text not in _LANG_OF:
        raise ValueError(f"not a language of the doors: {text!r}")
    return _LANG_OF[text]
