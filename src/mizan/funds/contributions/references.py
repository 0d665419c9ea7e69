"""What a payment's free text names: numbers of payers, and periods. Pure; Arabic digits and text around are understood."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mizan.kernel.periods import months_of, parse_period

_NUMBER = re.compile(r"(?<![0-9])([0-9]{10})(?![0-9])", re.ASCII)
_GROUPED = re.compile(r"(?<![0-9])([0-9]{2})[ .-]([0-9]{6})[ .-]([0-9]{2})(?![0-9])", re.ASCII)
_PERIOD = re.compile(r"(?<![0-9])(20[0-9]{2})[-/. ]?(?:(0[1-9]|1[0-2])|[QqTt]([1-4]))(?![0-9])", re.ASCII)
_MONTH_FIRST = re.compile(r"(?<![0-9])(0[1-9]|1[0-2])[-/.](20[0-9]{2})(?![0-9])", re.ASCII)
_QUARTER_FIRST = re.compile(r"(?<![A-Za-z])[QqTt]([1-4])[-/. ]?(20[0-9]{2})(?![0-9])", re.ASCII)
_INSURED = re.compile(r"(?<![0-9])([0-9]{12})(?![0-9])", re.ASCII)
_INSURED_GROUPED = re.compile(r"(?<![0-9])([0-9]{2})[ .-]([0-9]{4})[ .-]([0-9]{4})[ .-]([0-9]{2})(?![0-9])", re.ASCII)
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])", re.ASCII)
_DIGITS = {ord(arabic): str(value) for row in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, arabic in enumerate(row)}


def payment_reference(employer_number: str, period_key: str) -> str:
    """What an employer writes on a payment so that it finds its due: "1600012345 2026-10"."""
    return f"{employer_number} {period_key}"


def employer_numbers(text: str) -> tuple[str, ...]:
    """The ten-digit employer numbers a text names, in order, each once."""
    plain = text.translate(_DIGITS)
    found = [match[1] for match in _NUMBER.finditer(plain)] + ["".join(match.groups()) for match in _GROUPED.finditer(plain)]
    return tuple(dict.fromkeys(found))


def insured_numbers(text: str) -> tuple[str, ...]:
    """The twelve-digit social-security numbers a text names, in order, each once."""
    plain = text.translate(_DIGITS)
    found = [match[1] for match in _INSURED.finditer(plain)] + ["".join(match.groups()) for match in _INSURED_GROUPED.finditer(plain)]
    return tuple(dict.fromkeys(found))


def years_named(text: str) -> tuple[str, ...]:
    """The keys of the years a text names, in order, each once, the groups of a social-security number left out: "2026"."""
    plain = _INSURED_GROUPED.sub(" ", text.translate(_DIGITS))
    return tuple(dict.fromkeys(match[1] for match in _YEAR.finditer(plain)))


def periods_named(text: str) -> tuple[str, ...]:
    """The keys of the months and quarters a text names, in order, each once: "2026-10", "10/2026", "2026-Q3", "T3 2026"."""
    plain = _NUMBER.sub(" ", text.translate(_DIGITS))
    found = [(m.start(), f"{m[1]}-{m[2]}" if m[2] else f"{m[1]}-Q{m[3]}") for m in _PERIOD.finditer(plain)]
    found += [(m.start(), f"{m[2]}-{m[1]}") for m in _MONTH_FIRST.finditer(plain)]
    found += [(m.start(), f"{m[2]}-Q{m[1]}") for m in _QUARTER_FIRST.finditer(plain)]
    return tuple(dict.fromkeys(key for _, key in sorted(found)))


def periods_meant(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys with, after each quarter, the months in it: who declares by month may still pay a quarter at once."""
    found: list[str] = []
    for key in keys:
        found += [key, *(month.key for month in months_of(parse_period(key)))] if "Q" in key else [key]
    return tuple(dict.fromkeys(found))
