"""The rules of one detail line. The fast reader only chooses which lines come here: there is one set of rules, this one."""

from typing import NamedTuple

from mizan.formats.anomalies import Anomaly, Severity, anomaly
from mizan.formats.das.layout import DETAIL_LEAST, DETAIL_LENGTH, END_MARK, FIELD, NO_DATE
from mizan.formats.das.text import PLAIN_NAME, characters, read_text
from mizan.formats.das.types import RECORD
from mizan.formats.das.values import Line, LineContext, number, read_dates, read_quarters, read_total
from mizan.kernel.identifiers import check_nss, nss_key

NO_ORDER = -2
"""The line number of a record that can not be cut in fields."""


DECIDING = frozenset({"line_length", "total_differs", "total_form", "amount_form"})
"""Anomalies that decide how the amounts of a line count (`pair.Tally`)."""


class LineReading(NamedTuple):
    """One line read: its canonical record (None if a value could not be read), what was found, and the amounts that could be read."""

    line_no: int
    record: bytes | None
    anomalies: tuple[Anomaly, ...]
    amounts: tuple[int | None, int | None, int | None, int | None]
    number: int
    length: int
    text: str
    cut: tuple[Severity, ...] = ()
    """The severities of everything found, once `anomalies` holds only what decides on the line."""

    @property
    def sound(self) -> bool:
        """Whether the line can be taken."""
        return not any(found.severity is Severity.ERROR for found in self.anomalies)

    def brief(self) -> "LineReading":
        """The reading with only what decides on its line (its first error, doubts about its amounts): the rest is found again if asked."""
        first = next((found for found in self.anomalies if found.severity is Severity.ERROR), None)
        kept = tuple(found for found in self.anomalies if found is first or found.code in DECIDING)
        return self._replace(anomalies=kept, cut=tuple(found.severity for found in self.anomalies))


def read_line(raw: bytes, line_no: int, context: LineContext) -> LineReading:
    """Read one record and find everything that is wrong with it."""
    text, certain = characters(raw, DETAIL_LENGTH)
    length = len(text)
    line = Line(text, line_no, certain)
    if (broken := _shape(line, length)) is not None:
        return broken
    _owner(line, context)
    nss = _nss(line)
    surname, given = _names(line)
    durations, units, amounts = read_quarters(line, context)
    total = read_total(line, amounts)
    birth, entered, left = read_dates(line, context)
    if birth is not None and birth != NO_DATE and nss.isdigit() and nss[:2] != birth[6:8]:
        line.add("nss_birth_year", "nss", expected=birth[6:8])
    if line.text[-1] not in (END_MARK, " "):
        line.add("end_mark", "end_mark", expected=END_MARK)
    record = None
    if birth is not None and entered is not None and left is not None and None not in (total, *durations, *amounts):
        texts = f"{nss}{units}{birth}{entered}{left}".encode("ascii", "replace")
        names = surname.encode("ascii"), given.encode("ascii")
        record = RECORD.pack(*amounts, total, texts[:12], *durations, texts[12:16], texts[16:24], texts[24:32], texts[32:40], *names)
    order = number(line.raw("line_number"))
    known = (amounts[0], amounts[1], amounts[2], amounts[3])
    return LineReading(line_no, record, tuple(line.found), known, -1 if order is None else order, length, text)


def _shape(line: Line, length: int) -> LineReading | None:
    """The reading of a record that can not be cut in fields; None when it can (padded or trimmed to its length)."""
    text = line.text
    if length != DETAIL_LENGTH:
        rest = text[DETAIL_LENGTH:].strip(" \t\0")
        if length < DETAIL_LEAST or rest:
            line.found.append(anomaly("line_length", line=line.line_no, field="record", found=str(length), expected=str(DETAIL_LENGTH)))
            return _broken(line, length)
        code = "line_short" if length < DETAIL_LENGTH else "line_long"
        line.found.append(anomaly(code, line=line.line_no, field="record", found=str(length), expected=str(DETAIL_LENGTH)))
        line.text = text[:DETAIL_LENGTH].ljust(DETAIL_LENGTH)
    head = line.text[:14]
    if not head.isdigit() and not any("0" <= c <= "9" for c in head):
        line.found.append(anomaly("line_not_record", line=line.line_no, field="record", found=text[:32].strip()))
        return _broken(line, length)
    return None


def _broken(line: Line, length: int) -> LineReading:
    return LineReading(line.line_no, None, tuple(line.found), (None, None, None, None), NO_ORDER, length, line.text)


def _owner(line: Line, context: LineContext) -> None:
    employer, year = line.text[:10], line.text[10:14]
    if not (employer.isdigit() and employer.isascii()):
        line.add("line_employer_form", "employer_number", expected=context.employer_number)
    elif context.employer_number is not None and employer != context.employer_number:
        line.add("line_employer_differs", "employer_number", expected=context.employer_number)
    expected = None if context.year is None else f"{context.year:04d}"
    if not (year.isdigit() and year.isascii()):
        line.add("line_year_form", "year", expected=expected)
    elif expected is not None and year != expected:
        line.add("line_year_differs", "year", expected=expected)


_NSS_CODES = {"nss_digits": "nss_form", "nss_length": "nss_form"}


def _nss(line: Line) -> str:
    nss = line.raw("nss")
    for finding in check_nss(nss.strip(" ")):
        code = _NSS_CODES.get(finding.code, finding.code)
        expected = None
        if code == "nss_key":
            expected = f"{nss[:10]}{nss_key(nss[:10]):02d}"
        line.add(code, "nss", expected=expected)
    return nss


_NAME_CODES = {
    "text_case": "name_case",
    "text_accents": "name_accents",
    "text_guessed": "name_guessed",
    "text_unreadable": "name_unreadable",
    "text_script": "name_script",
    "text_symbols": "name_symbols",
}


def _names(line: Line) -> tuple[str, str]:
    surname = _name(line, "surname")
    given = _name(line, "given_name")
    if not surname and not given:
        line.add("name_missing", "surname")
    elif not surname:
        line.add("surname_missing", "surname")
    elif not given:
        line.add("given_name_missing", "given_name")
    return surname, given


def _name(line: Line, field: str) -> str:
    place = FIELD[field]
    text = read_text(line.text[place.start : place.end], certain=line.certain, plain=PLAIN_NAME, length=place.length)
    if text.code is not None:
        code = _NAME_CODES[text.code]
        refused = code in ("name_script", "name_unreadable")
        line.add(code, field, expected=None if refused else text.value)
    return text.value
