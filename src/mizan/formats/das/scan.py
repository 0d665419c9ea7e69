"""The lines of one file or of many laid end to end: where they are, their columns, and the rules on those that need them."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mizan.formats.das.columns import CHUNK, RECORD_DTYPE, Expected, Ints, Mask, read_columns
from mizan.formats.das.layout import DETAIL_LENGTH
from mizan.formats.das.line import LineReading, read_line
from mizan.formats.das.pair import NSS
from mizan.formats.das.text import Cleaned, blank
from mizan.formats.das.values import LineContext

FEW = 48
"""Below this many lines the rules themselves are quicker than columns."""

MANY, SHORT, LONG = 1_000, 100, 400
"""From how many lines on, and outside which average lengths, a file is plainly something else than a DAS."""

BLOCK = 1 << 18

HELD = 20_000
"""The lines of a file whose anomalies are held; those of more lines are found again where they are asked for."""

EMPTY = bytes(RECORD_DTYPE.itemsize)

_LF, _CR = 10, 13


class Places(NamedTuple):
    """Where the records are: first byte, length, and the line number an editor shows. Empty lines are left out."""

    starts: Ints
    lengths: Ints
    line_nos: Ints


@dataclasses.dataclass(slots=True)
class Lines:
    """The lines of one file or of many laid end to end, with what is known of each.

    `suspect` marks those the rules have to read; `readable` those whose values could be read; `sound` those that can be taken;
    `nss` and `orders` are the social-security and line numbers (negative where there is none).
    """

    data: bytes
    places: Places
    nss: Ints
    orders: NDArray[np.int32]
    readable: Mask
    sound: Mask
    suspect: Mask

    @classmethod
    def of(cls, data: bytes, places: Places) -> "Lines":
        """Lines of which nothing is known yet."""
        count = len(places.starts)
        yes = [np.ones(count, dtype=np.bool_) for _ in range(3)]
        return cls(data, places, np.full(count, -1, dtype=np.int64), np.full(count, -1, dtype=np.int32), *yes)

    def raw(self, index: int) -> bytes:
        """The bytes of a line."""
        start = int(self.places.starts[index])
        return self.data[start : start + int(self.places.lengths[index])]

    def line_no(self, index: int) -> int:
        """The line number of a line."""
        return int(self.places.line_nos[index])


def bytes_of(records: NDArray[np.void]) -> memoryview:
    """The bytes of records, without a copy where they lie end to end."""
    return np.ascontiguousarray(records).view(np.uint8).data


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


def chunks(lines: Lines) -> Iterator[slice]:
    """The lines by parts that stay in the processor's cache."""
    count = len(lines.sound)
    return (slice(first, min(first + CHUNK, count)) for first in range(0, count, CHUNK))


def read_chunk(lines: Lines, part: slice, expected: Expected, records: NDArray[np.void]) -> None:
    """Read a part of the lines into `records` (one each); those not plainly sound are marked `suspect` for `judge`."""
    if len(lines.sound) < FEW or len(lines.data) < DETAIL_LENGTH:
        return
    whole = lines.places.lengths[part] == DETAIL_LENGTH
    # A record shorter than its length at the very end of the data has no window: any other one stands in for it.
    starts = np.where(whole, lines.places.starts[part], 0)
    suspect, lines.nss[part], lines.orders[part] = read_columns(_records_at(lines, starts), expected, records)
    lines.suspect[part] = suspect | ~whole


def read_some(lines: Lines, indexes: Ints, expected: Expected, records: NDArray[np.void]) -> None:
    """Read lines that are not suspect into `records`, wherever they are (suspect ones are left to `put`)."""
    if len(lines.sound) >= FEW and len(lines.data) >= DETAIL_LENGTH:
        whole = lines.places.lengths[indexes] == DETAIL_LENGTH
        read_columns(_records_at(lines, np.where(whole, lines.places.starts[indexes], 0)), expected, records)


def _records_at(lines: Lines, starts: Ints) -> NDArray[np.uint8]:
    """The bytes of the records that begin at these places (n, 195): where they follow each other at equal steps, without a copy."""
    windows = np.lib.stride_tricks.sliding_window_view(np.frombuffer(lines.data, dtype=np.uint8), DETAIL_LENGTH)
    steps = np.diff(starts)
    if len(steps) and steps[0] > 0 and (steps == steps[0]).all():
        return windows[starts[0] : starts[-1] + 1 : steps[0]]
    return windows[starts]


def expect(context: LineContext) -> Expected:
    """What the lines of one file should repeat."""
    wages = np.array([[wage or 0] for wage in context.minima], dtype=np.int64)
    return Expected(np.full(1, owner_of(context), dtype=np.int64), np.full(1, context.year or -1, dtype=np.int32), wages)


def owner_of(context: LineContext) -> int:
    """Employer number and year as one number; -1 where the header does not give both."""
    if context.employer_number is None or context.year is None:
        return -1
    return int(context.employer_number) * 10_000 + context.year


def judge(lines: Lines, indexes: Sequence[int], context: LineContext, readings: dict[int, LineReading]) -> None:
    """Apply the rules to these lines and add what they find to `readings`; blank lines are not lines.

    Past `HELD` of them, a reading keeps only what decides on its line.
    """
    for index in indexes:
        raw = lines.raw(index)
        if blank(raw):
            lines.readable[index] = lines.sound[index] = False
            lines.nss[index] = lines.orders[index] = -1
            continue
        reading = read_line(raw, lines.line_no(index), context)
        readings[index] = reading if len(readings) < HELD or not reading.anomalies else reading.brief()
        lines.orders[index] = reading.number
        lines.sound[index] = reading.sound
        lines.readable[index] = reading.record is not None
        lines.nss[index] = -1 if reading.record is None else nss_in(reading.record)


def read_again(lines: Lines, context: LineContext, index: int) -> LineReading:
    """A line read once more by the rules: all that is wrong with it."""
    return read_line(lines.raw(index), lines.line_no(index), context)


def nss_in(record: bytes) -> int:
    """The social-security number of a record; -1 where it is not digits."""
    nss = record[NSS]
    return int(nss) if nss.isdigit() else -1


def put(records: NDArray[np.void], part: slice, suspects: Ints, readings: Mapping[int, LineReading]) -> None:
    """Put what the rules read in the records of a part; what could not be read is left empty."""
    if len(suspects):
        found = (readings.get(index) for index in (suspects + part.start).tolist())
        blob = b"".join(EMPTY if reading is None or reading.record is None else reading.record for reading in found)
        records[suspects] = np.frombuffer(blob, dtype=RECORD_DTYPE)
