"""The rules of the header record."""

import re
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly, Severity, anomaly
from mizan.formats.das.layout import (
    FIRST_YEAR,
    HEADER_FIELD,
    HEADER_LEAST,
    HEADER_LENGTH,
    HEADER_TEXTS,
    KINDS,
    LAST_YEAR,
    TOTALS,
)
from mizan.formats.das.text import PLAIN_TEXT, characters, clean, read_text, records
from mizan.formats.das.types import DasHeader
from mizan.formats.das.values import number
from mizan.kernel.identifiers import check_employer_number

MAX_HEADER_BYTES = 1_000_000

_TEXTS = b"".join(b"([ -`{-~]{%d})" % HEADER_FIELD[name].length for name in HEADER_TEXTS)
_PLAIN = re.compile(rb"([0-9]{10})([NCR])([0-9]{4})([0-9]{5})" + _TEXTS + rb"([ 0-9]{16})" * 5 + rb"([ 0-9]{6}) {4}\r?\n?")
"""A header in which nothing but its numbers remains to be judged."""


class HeaderReading(NamedTuple):
    """The header read: None if it can not be; what was found; and, whatever happens, what it gives to the lines."""

    header: DasHeader | None
    anomalies: tuple[Anomaly, ...]
    employer_number: str | None
    year: int | None
    text: str

    @property
    def canonical(self) -> bytes:
        """What the header says, in one shape, for the content hash."""
        if self.header is None:
            return self.text.strip().encode("utf-8", "replace")
        h = self.header
        values = (h.employer_number, h.kind, h.year, h.centre, h.legal_form, h.employer_name, h.activity, h.address, h.city)
        return "\x1f".join(map(str, (*values, *h.totals, h.total_year, h.workers))).encode("ascii", "replace")


class _Header:
    __slots__ = ("certain", "found", "text")

    def __init__(self, text: str, certain: bool) -> None:
        self.text = text.ljust(HEADER_LENGTH)
        self.certain = certain
        self.found: list[Anomaly] = []

    def raw(self, field: str) -> str:
        place = HEADER_FIELD[field]
        return self.text[place.start : place.start + place.length]

    def add(self, code: str, field: str, found: str | None = None, expected: str | None = None, **params: object) -> None:
        shown = self.raw(field).strip(" ") if found is None else found
        self.found.append(anomaly(code, line=0, field=field, found=shown, expected=expected, **params))


def read_header(data: bytes) -> HeaderReading:
    """Read the header file and find everything that is wrong with it."""
    if (plain := _plain(data)) is not None:
        return plain
    if len(data) > MAX_HEADER_BYTES:
        size, most = str(len(data)), str(MAX_HEADER_BYTES)
        return HeaderReading(None, (anomaly("file_too_large", field="header_file", found=size, expected=most),), None, None, "")
    cleaned = clean(data)
    notices = [anomaly(code, field="header_file") for code in cleaned.notices]
    kept = [record for _, record in records(cleaned._replace(fixed=False))]
    if not kept:
        return HeaderReading(None, (*notices, anomaly("file_empty", field="header_file")), None, None, "")
    if len(kept) > 1:
        notices.append(anomaly("header_several", field="header_file", found=str(len(kept)), expected="1"))
    text, certain = characters(kept[0], HEADER_LENGTH)
    if len(text) < HEADER_LEAST or text[HEADER_LENGTH:].strip(" \t\0"):
        notices.append(anomaly("header_length", field="record", found=str(len(text)), expected=str(HEADER_LENGTH)))
        return HeaderReading(None, tuple(notices), None, None, text)
    line = _Header(text[:HEADER_LENGTH], certain)
    line.found = notices
    if len(text) > HEADER_LENGTH:
        line.found.append(anomaly("header_long", field="record", found=str(len(text)), expected=str(HEADER_LENGTH)))
    return _read(line)


def _plain(data: bytes) -> HeaderReading | None:
    """The reading of a header in which the rules would find nothing; None where they have to look."""
    match = _PLAIN.fullmatch(data)
    if match is None:
        return None
    parts = b"\0".join(match.groups()).decode("ascii").split("\0")
    employer, kind, given_year, centre, legal_form, name, activity, address, city = (part.strip(" ") for part in parts[:9])
    numbers = [part.strip(" ") for part in parts[9:]]
    year = int(given_year)
    if not all(map(str.isdigit, numbers)) or not FIRST_YEAR <= year <= LAST_YEAR or check_employer_number(employer):
        return None
    q1, q2, q3, q4, total, workers = map(int, numbers)
    if q1 + q2 + q3 + q4 != total:
        return None
    header = DasHeader(employer, kind, year, centre, legal_form, name, activity, address, city, (q1, q2, q3, q4), total, workers)
    return HeaderReading(header, (), employer, year, "")


def _read(line: _Header) -> HeaderReading:
    employer = _employer(line)
    kind = _kind(line)
    year = _year(line)
    centre = line.raw("centre").strip(" ")
    if not (len(centre) == 5 and centre.isdigit() and centre.isascii()):
        line.add("centre_form", "centre")
        centre = "".join(c if " " <= c <= "~" else "?" for c in centre)
    legal_form, name, activity, address, city = (_text(line, field) for field in HEADER_TEXTS)
    totals, workers = _numbers(line)
    header = None
    if employer is not None and kind is not None and year is not None and totals is not None and workers is not None:
        *quarters, total_year = totals
        if sum(quarters) != total_year:
            found, expected = str(total_year), str(sum(quarters))
            line.add("header_year_total", "total_year", found, expected, total=total_year, sum=sum(quarters))
        header = DasHeader(
            employer,
            kind,
            year,
            centre,
            legal_form,
            name,
            activity,
            address,
            city,
            totals=(quarters[0], quarters[1], quarters[2], quarters[3]),
            total_year=total_year,
            workers=workers,
        )
    return HeaderReading(header, tuple(line.found), employer, year, line.text)


def _employer(line: _Header) -> str | None:
    employer = line.raw("employer_number")
    for finding in check_employer_number(employer.strip(" ")):
        if finding.severity == "error":
            line.add("employer_number_form", "employer_number")
            return None
        line.add("employer_number_wilaya", "employer_number", found=employer[:2])
    return employer


def _kind(line: _Header) -> str | None:
    kind = line.raw("kind")
    if kind in KINDS:
        return kind
    if kind.upper() in KINDS:
        line.add("kind_case", "kind", expected=kind.upper())
        return kind.upper()
    line.add("kind_unknown", "kind", expected="N, C, R")
    return None


def _year(line: _Header) -> int | None:
    year = line.raw("year")
    if year.isdigit() and year.isascii() and FIRST_YEAR <= int(year) <= LAST_YEAR:
        return int(year)
    line.add("header_year_form", "year", expected=f"{FIRST_YEAR}-{LAST_YEAR}")
    return None


_TEXT_CODES = {
    "text_case": "header_text_fixed",
    "text_accents": "header_text_fixed",
    "text_guessed": "header_text_fixed",
    "text_unreadable": "header_text_unreadable",
    "text_script": "header_text_unreadable",
    "text_symbols": "header_text_unreadable",
}


def _text(line: _Header, field: str) -> str:
    text = read_text(line.raw(field), certain=line.certain, plain=PLAIN_TEXT, length=HEADER_FIELD[field].length)
    if text.code is not None:
        line.add(_TEXT_CODES[text.code], field, expected=text.value)
    return text.value


def _numbers(line: _Header) -> tuple[tuple[int, ...] | None, int | None]:
    """The five totals in centimes and the number of workers; None where one can not be read."""
    read = [number(line.raw(name)) for name in TOTALS]
    workers = number(line.raw("workers"))
    if None in (*read, workers):
        # Another writer sets the six numbers two characters earlier: read by blanks, both layouts agree.
        parts = line.text[129:].split()
        fits = all(len(part) <= HEADER_FIELD["total_q1"].length for part in parts)
        if len(parts) == 6 and fits and all(part.isdigit() and part.isascii() for part in parts):
            *amounts, count = (int(part) for part in parts)
            return tuple(amounts), count
    for name, value in zip(TOTALS, read, strict=True):
        if value is None:
            line.add("header_total_form", name)
    if workers is None:
        line.add("workers_form", "workers")
    totals = tuple(value for value in read if value is not None)
    return (totals if len(totals) == 5 else None), workers


def refuses(anomalies: tuple[Anomaly, ...]) -> bool:
    """Whether the file as a whole carries an error."""
    return any(found.severity is Severity.ERROR for found in anomalies)
