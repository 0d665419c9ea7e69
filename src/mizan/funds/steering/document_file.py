"""Reads an adopted document: budgets, targets and promises as a small CSV (docs/formats/adopted.md). Pure: bytes in, values out."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date

from mizan.formats.indicators import catalogue
from mizan.funds.steering.types.documents import AdoptedKind, ValueStated
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, months_of, parse_period
from mizan.kernel.refusals import Refused, refused

LARGEST_BYTES = 1_000_000
FIRST_LINE = ["mizan-adopted", "1"]
COLUMNS = ["indicator", "fund", "period", "kind", "value"]
STEERED = (Fund.CNAS, Fund.CNR, Fund.CASNOS)
_HEADS = ("series", "version", "title_ar", "title_fr", "body_ar", "body_fr", "adopted_on")
_SERIES = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
_WHOLE = re.compile(r"-?[0-9]{1,15}", re.ASCII)
_RATE = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]{1,6})(?:[.,](?P<part>[0-9]{1,4}))?", re.ASCII)
_AMOUNT = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]{1,15})(?:[.,](?P<part>[0-9]{1,2}))?", re.ASCII)
"""A budget of a whole fund is beyond what one line of a journal may hold; it still fits in 64 bits."""
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document that reads well; `content` is its text, line ends made alike, which is what is hashed and kept."""

    series: str
    version: int
    title_ar: str
    title_fr: str
    body_ar: str
    body_fr: str
    adopted_on: date
    values: tuple[ValueStated, ...]
    content: str

    @property
    def funds(self) -> tuple[str, ...]:
        """The funds it speaks of, "" for the funds together."""
        return tuple(sorted({one.fund.value if one.fund else "" for one in self.values}))


def read_document(data: bytes) -> DocumentFile:
    """The document, or the first thing wrong with it as ``Refused``; ``params`` give the line and the value found.

    Codes: ``adopted_unreadable``, ``adopted_head``, ``adopted_empty``, ``adopted_row``, ``adopted_indicator``, ``adopted_period``,
    ``adopted_amount``, ``adopted_twice``.
    """
    text = _text(data)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=";", strict=True))
    except csv.Error as error:
        raise refused("adopted_unreadable", "file") from error
    heads, body = _heads(rows)
    values = tuple(_value(number, row) for number, row in body)
    if not values:
        raise refused("adopted_empty", "file")
    seen: set[tuple[object, ...]] = set()
    for one in values:
        key = (one.indicator, one.fund, one.starts, one.ends, one.kind)
        if key in seen:
            raise refused("adopted_twice", "file", line=one.line, found=one.indicator)
        seen.add(key)
    series, version, title_ar, title_fr, body_ar, body_fr, adopted_on = heads
    if not _SERIES.fullmatch(series):
        raise refused("adopted_head", "file", line=2, found=series[:60])
    if not _WHOLE.fullmatch(version) or not 1 <= int(version) <= 32_000:
        raise refused("adopted_head", "file", line=3, found=version[:60])
    return DocumentFile(series, int(version), title_ar, title_fr, body_ar, body_fr, _day(adopted_on), values, text)


def _text(data: bytes) -> str:
    if len(data) > LARGEST_BYTES:
        raise refused("adopted_unreadable", "file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused("adopted_unreadable", "file") from error
    if "\x00" in text:
        raise refused("adopted_unreadable", "file")
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def _heads(rows: list[list[str]]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The head's values in order, and the rows with their line numbers."""
    expected = len(_HEADS) + 2
    if len(rows) < expected or rows[0] != FIRST_LINE or rows[expected - 1] != COLUMNS or len(rows) > expected + _MOST:
        raise refused("adopted_head", "file", line=1, found=";".join(rows[0])[:60] if rows else "")
    values = []
    for number, (name, row) in enumerate(zip(_HEADS, rows[1:], strict=False), start=2):
        if len(row) != 2 or row[0] != name or not row[1].strip():
            raise refused("adopted_head", "file", line=number, found=";".join(row)[:60])
        values.append(row[1].strip())
    return values, list(enumerate(rows[expected:], start=expected + 1))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise refused("adopted_head", "file", line=8, found=text[:60]) from error


def _value(number: int, row: list[str]) -> ValueStated:
    cells = [cell.strip() for cell in row]
    if len(cells) != len(COLUMNS):
        raise refused("adopted_row", "file", line=number, found=";".join(cells)[:60])
    indicator, fund, period, kind, value = cells
    if indicator not in catalogue():
        raise refused("adopted_indicator", "file", line=number, found=indicator[:60])
    if fund not in {"", *STEERED} or kind not in set(AdoptedKind):
        raise refused("adopted_row", "file", line=number, found=f"{fund}/{kind}"[:60])
    span = _period(number, period)
    given = _in_unit(number, value, catalogue()[indicator].unit)
    return ValueStated(number, indicator, Fund(fund) if fund else None, span.start, span.end, AdoptedKind(kind), given)


def _period(number: int, text: str) -> Period:
    try:
        span = parse_period(text)
    except Refused as error:
        raise refused("adopted_period", "file", line=number, found=text[:60]) from error
    if len(months_of(span)) not in (1, 12):
        raise refused("adopted_period", "file", line=number, found=text[:60])
    return span


def _in_unit(number: int, text: str, unit: str) -> int:
    """The value as the catalogue's unit counts it: dinars to centimes, a percentage or ratio to parts per million, the others as is."""
    wrong = refused("adopted_amount", "file", line=number, found=text[:60])
    if unit == "centimes":
        match = _AMOUNT.fullmatch(text.replace(" ", ""))
        if match is None:
            raise wrong
        return _parts(match, 2)
    if unit == "ppm":
        match = _RATE.fullmatch(text.removesuffix("%").rstrip())
        if match is None:
            raise wrong
        return _parts(match, 4)
    if unit == "ratio_ppm":
        match = _RATE.fullmatch(text)
        if match is None:
            raise wrong
        return _parts(match, 6)
    if not _WHOLE.fullmatch(text):
        raise wrong
    return int(text)


def _parts(match: re.Match[str], places: int) -> int:
    """A decimal number with its point moved by `places` to the right; exact, for it has at most four decimals."""
    whole = int(match["whole"] + (match["part"] or "").ljust(places, "0"))
    return -whole if match["sign"] else whole
