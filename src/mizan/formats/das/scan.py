"""The lines of one file or of many laid end to end: where they are, their columns, and the rules on those that need them."""

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mizan.formats.anomalies import MAX_ANOMALIES
from mizan.formats.das.columns import CHUNK, RECORD_DTYPE, Expected, Ints, Mask, read_columns
from mizan.formats.das.layout import DETAIL_LENGTH
from mizan.formats.das.line import LineContext, LineReading, Minima, read_line
from mizan.formats.das.text import Cleaned, blank

FEW = 48
"""Below this many lines the rules themselves are quicker than columns."""

MANY, SHORT, LONG = 1_000, 100, 400
"""From how many lines on, and outside which average lengths, a file is plainly something else than a DAS."""

BLOCK = 1 << 18

_LF, _CR = 10, 13


class Places(NamedTuple):
    """Where the records are: first byte, length, and the line number an editor shows. Empty lines are left out."""

    starts: Ints
    lengths: Ints
    line_nos: Ints


@dataclasses.dataclass(slots=True)
class Lines:
    """Lines read: one record each (`RECORD_DTYPE`), whether it could be read and is sound, and the readings of those seen by the rules."""

    data: bytes
    places: Places
    records: NDArray[np.void]
    nss: Ints
    orders: Ints
    readable: Mask
    sound: Mask
    suspect: Mask

    def raw(self, index: int) -> bytes:
        """The bytes of a line."""
        start = int(self.places.starts[index])
        return self.data[start : start + int(self.places.lengths[index])]

    def line_no(self, index: int) -> int:
        """The line number of a line."""
        return int(self.places.line_nos[index])


def locate(cleaned: Cleaned) -> Places:
    """The records of one cleaned file."""
    size = len(cleaned.data)
    if cleaned.fixed:
        starts = np.arange(0, size, DETAIL_LENGTH, dtype=np.int64)
        lengths = np.minimum(size - starts, DETAIL_LENGTH)
        return Places(starts, lengths, np.arange(1, len(starts) + 1, dtype=np.int64))
    return locate_by_line(np.frombuffer(cleaned.data, dtype=np.uint8))


def locate_by_line(data: NDArray[np.uint8]) -> Places:
    """The records between line feeds, without the carriage return before them."""
    ends = line_feeds(data)
    starts = np.concatenate((np.zeros(1, dtype=np.int64), ends + 1))
    ends = np.concatenate((ends, np.full(1, len(data), dtype=np.int64)))
    lengths = ends - starts
    if len(data):
        lengths -= (lengths > 0) & (data[np.maximum(ends - 1, 0)] == _CR)
    kept = np.flatnonzero(lengths > 0)
    return Places(starts[kept], lengths[kept], kept + 1)


def foreign(cleaned: Cleaned, places: Places) -> int | None:
    """The average length of the lines of a file of many lines that is plainly not a DAS; None for any other file.

    Its lines are far too short or too long, or hardly one of the first thousand begins with an employer number. Such a file
    is refused as a whole: a sentence for each of its lines would help nobody.
    """
    count = len(places.starts)
    if cleaned.fixed or count < MANY:
        return None
    average = len(cleaned.data) // count
    if not SHORT <= average <= LONG:
        return average
    starts = (cleaned.data[start : start + 10] for start in places.starts[:MANY].tolist())
    return average if sum(start.isdigit() for start in starts) * 10 < MANY else None


def line_feeds(data: NDArray[np.uint8]) -> Ints:
    """Where the line feeds are, looked for in blocks that stay in the processor's cache."""
    found = [np.flatnonzero(data[start : start + BLOCK] == _LF) + start for start in range(0, len(data), BLOCK)]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def read_lines(data: bytes, places: Places, expected: Expected, *, of_line: NDArray[np.int64] | None = None) -> Lines:
    """Read every line; those not plainly sound are marked `suspect` for `judge`.

    `expected` holds one value for all lines, or one for each file of which `of_line` gives the index.
    """
    count = len(places.starts)
    lines = Lines(
        data,
        places,
        np.zeros(count, dtype=RECORD_DTYPE),
        np.full(count, -1, dtype=np.int64),
        np.full(count, -1, dtype=np.int64),
        np.ones(count, dtype=np.bool_),
        np.ones(count, dtype=np.bool_),
        np.ones(count, dtype=np.bool_),
    )
    if count < FEW or len(data) < DETAIL_LENGTH:
        return lines
    windows = np.lib.stride_tricks.sliding_window_view(np.frombuffer(data, dtype=np.uint8), DETAIL_LENGTH)
    whole = places.lengths == DETAIL_LENGTH
    # A record shorter than its length at the very end of the data has no window: any other one stands in for it.
    starts = np.where(whole, places.starts, 0)
    for first in range(0, count, CHUNK):
        part = slice(first, first + CHUNK)
        wanted = expected
        if of_line is not None:
            files = of_line[part]
            wanted = Expected(expected.owner[files], expected.year[files], expected.minima[:, files])
        suspect, lines.nss[part], lines.orders[part] = read_columns(windows[starts[part]], wanted, lines.records[part])
        lines.suspect[part] = suspect | ~whole[part]
    return lines


def expect(employer_number: str | None, year: int | None, minima: Minima) -> Expected:
    """What the lines of one file should repeat."""
    owner = -1 if employer_number is None or year is None else int(employer_number) * 10_000 + year
    wages = np.array([[0 if wage is None else wage] for wage in minima], dtype=np.int64)
    return Expected(np.full(1, owner, dtype=np.int64), np.full(1, year or -1, dtype=np.int64), wages)


def judge(lines: Lines, indexes: Sequence[int], context: LineContext) -> dict[int, LineReading]:
    """Apply the rules to the suspect lines among these, and put what they read in the columns; blank lines are not lines."""
    readings: dict[int, LineReading] = {}
    shown = 0
    for index in indexes:
        raw = lines.raw(index)
        if blank(raw):
            lines.readable[index] = lines.sound[index] = False
            lines.nss[index] = lines.orders[index] = -1
            continue
        reading = read_line(raw, lines.line_no(index), context)
        shown += len(reading.anomalies)
        readings[index] = reading if shown <= MAX_ANOMALIES else reading.brief()
        put(lines, index, reading)
    return readings


def put(lines: Lines, index: int, reading: LineReading) -> None:
    """Put a line's reading in the columns."""
    lines.orders[index] = reading.number
    lines.sound[index] = reading.sound
    lines.readable[index] = reading.record is not None
    record = bytes(RECORD_DTYPE.itemsize) if reading.record is None else reading.record
    lines.records[index] = np.frombuffer(record, dtype=RECORD_DTYPE)[0]
    nss = lines.records["nss"][index]
    lines.nss[index] = int(nss) if nss.isdigit() else -1
