"""The check of one pair: the same rules for the web, the command, the API and the sets."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import numpy as np

from mizan.formats.anomalies import anomaly
from mizan.formats.das.answer import ContentHash, Passed, conclude
from mizan.formats.das.columns import CHUNK, RECORD_DTYPE, Expected, Ints, Mask
from mizan.formats.das.header import HeaderReading, read_header
from mizan.formats.das.layout import DETAIL_LENGTH
from mizan.formats.das.line import LineReading
from mizan.formats.das.names import check_names
from mizan.formats.das.scan import Lines, bytes_of, chunks, expect, foreign, judge, locate, put, read_again, read_chunk, read_some
from mizan.formats.das.text import Cleaned, clean
from mizan.formats.das.types import DasCheck, Register, Rows
from mizan.formats.das.values import LineContext, Minima

MAX_DETAIL_BYTES = 500_000_000
"""A detail file of two and a half million workers: more than any employer, and what a computer of today can hold."""

MinimumWage = Callable[[date], int | None]


def check_pair(
    header: bytes,
    detail: bytes,
    *,
    header_name: str | None = None,
    detail_name: str | None = None,
    register: Register | None = None,
    minimum_wage_m: MinimumWage | None = None,
) -> DasCheck:
    """Read a DAS pair, whatever its bytes, and find every anomaly; nothing is written anywhere.

    `minimum_wage_m` gives the monthly minimum wage (centimes) in force on a day; the names are those of the files, where known.
    """
    reading = read_header(header)
    whole = [*reading.anomalies, *check_names(header_name, detail_name, employer_number=reading.employer_number, year=reading.year)]
    if len(detail) > MAX_DETAIL_BYTES:
        size, most = str(len(detail)), str(MAX_DETAIL_BYTES)
        whole.append(anomaly("file_too_large", field="detail_file", found=size, expected=most))
        detail = b""
    cleaned = clean(detail)
    whole += [anomaly(code, field="detail_file") for code in cleaned.notices]
    places = locate(cleaned)
    if (average := foreign(cleaned, places)) is not None:
        whole.append(anomaly("detail_not_das", field="detail_file", found=str(average), expected=str(DETAIL_LENGTH)))
        cleaned = Cleaned(b"", (), fixed=False)
        places = locate(cleaned)
    if reading.header is None and swapped(header, cleaned):
        whole.append(anomaly("files_swapped", field="file"))
    context = context_of(reading, minimum_wage_m)
    lines = Lines.of(cleaned.data, places)
    readings, passed = _pass(reading, lines, context)
    checked = not_checked(header_name is not None and detail_name is not None, register is not None, minimum_wage_m is not None)
    return conclude(reading, whole, lines, readings, slice(0, len(places.starts)), passed, register=register, unchecked=checked)


def _pass(reading: HeaderReading, lines: Lines, context: LineContext) -> tuple[dict[int, LineReading], Passed]:
    """One pass over the lines, a chunk at a time: columns, rules on the suspect ones, sums and hash; no record is kept."""
    expected = expect(context)
    digest = ContentHash(reading)
    readings: dict[int, LineReading] = {}
    sums = np.zeros(4, dtype=np.int64)
    buffer = np.zeros(min(CHUNK, len(lines.sound)), dtype=RECORD_DTYPE)
    for part in chunks(lines):
        records = buffer[: part.stop - part.start]
        read_chunk(lines, part, expected, records)
        suspects = np.flatnonzero(lines.suspect[part])
        sums += records["amount"].sum(axis=0) - records["amount"][suspects].sum(axis=0)
        judge(lines, (suspects + part.start).tolist(), context, readings)
        put(records, part, suspects, readings)
        digest.add(records, lines.readable[part])
    again = ReadAgain(lines, expected, readings)
    return readings, Passed(sums.tolist(), digest.close(readings.values()), again, partial(read_again, lines, context))


class ReadAgain:
    """The records of a file that were not kept: its bytes are read again where a row is asked for."""

    def __init__(self, lines: Lines, expected: Expected, readings: Mapping[int, LineReading]) -> None:
        self._lines = Lines.of(lines.data, lines.places)
        self._expected = expected
        self._readings = readings

    def some(self, indexes: Ints) -> list[bytes]:
        """The records of lines that could be read."""
        records = np.zeros(len(indexes), dtype=RECORD_DTYPE)
        read_some(self._lines, indexes, self._expected, records)
        read = (self._readings.get(index) for index in indexes.tolist())
        return [
            record.tobytes() if reading is None or reading.record is None else reading.record
            for record, reading in zip(records, read, strict=True)
        ]

    def rows(self, indexes: Ints, taken: Mask) -> Rows:
        """The rows of these lines."""
        return Rows(self._chunk, CHUNK, indexes, self._lines.places.line_nos[indexes], taken)

    def _chunk(self, number: int) -> memoryview:
        part = slice(number * CHUNK, min((number + 1) * CHUNK, len(self._lines.sound)))
        records = np.zeros(part.stop - part.start, dtype=RECORD_DTYPE)
        read_chunk(self._lines, part, self._expected, records)
        put(records, part, np.flatnonzero(self._lines.suspect[part]), self._readings)
        return bytes_of(records)


def context_of(reading: HeaderReading, minimum_wage_m: MinimumWage | None) -> LineContext:
    """What the header and the law give to the lines."""
    minima: Minima = (None, None, None, None)
    if minimum_wage_m is not None and reading.year is not None:
        first, second, third, fourth = (minimum_wage_m(date(reading.year, month, 1)) for month in (1, 4, 7, 10))
        minima = (first, second, third, fourth)
    return LineContext(reading.employer_number, reading.year, minima)


def not_checked(named: bool, registered: bool, waged: bool) -> tuple[str, ...]:
    """The checks that could not be made, by stable name."""
    left: tuple[str, ...] = () if registered else ("employer_register", "insured_register")
    left += () if waged else ("minimum_wage",)
    left += () if named else ("file_names",)
    return (*left, "earlier_declarations", "dac_reconciliation", "payments")


def swapped(header: bytes, detail: Cleaned) -> bool:
    """Whether the two files seem given one for the other."""
    first_header = header[:400].split(b"\n", 1)[0].rstrip(b"\r")
    first_detail = detail.data[:400].split(b"\n", 1)[0].rstrip(b"\r")
    return len(first_header) == DETAIL_LENGTH and len(first_detail) > DETAIL_LENGTH and first_detail[10:11] in (b"N", b"C", b"R")
