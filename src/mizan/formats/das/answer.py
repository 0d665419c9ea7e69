"""The answer for one pair once its lines are read: the rules across lines, the outcome, the content hash."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from mizan.formats.anomalies import Anomaly, Findings, Outcome, Severity, anomaly
from mizan.formats.das.columns import Ints, Mask
from mizan.formats.das.header import HeaderReading, refuses
from mizan.formats.das.line import NO_ORDER, LineReading
from mizan.formats.das.pair import Sound, Tally, is_error, registered_employer, registered_persons, repeated, settle
from mizan.formats.das.scan import Lines, bytes_of
from mizan.formats.das.text import blank
from mizan.formats.das.types import RECORD, DasCheck, DasRow, Register, WaitingLine


class Records(Protocol):
    """The canonical records of the lines, held or read again."""

    def some(self, indexes: Ints) -> list[bytes]:
        """The records of lines that could be read."""
        ...

    def rows(self, indexes: Ints, taken: Mask) -> Sequence[DasRow]:
        """The rows of these lines."""
        ...


class Passed(NamedTuple):
    """What the pass over the lines leaves: the sums by quarter of the lines plainly sound, the hash of the content, the records.

    `again` reads a line once more by the rules.
    """

    plain_amounts: Sequence[int]
    content_hash: str
    records: Records
    again: Callable[[int], LineReading]


def conclude(
    reading: HeaderReading,
    whole: Sequence[Anomaly],
    lines: Lines,
    readings: Mapping[int, LineReading],
    part: slice,
    passed: Passed,
    *,
    register: Register | None,
    unchecked: tuple[str, ...],
) -> DasCheck:
    """The answer for the lines `part` of what was read: the rules across lines, the outcome, and the rows that can be asked for."""
    found = list(whole)
    for line_reading in readings.values():
        if not line_reading.cut:
            found += line_reading.anomalies
    cut = [index for index, one in readings.items() if one.cut]
    left = Counter(severity for index in cut for severity in readings[index].cut)
    tally = _count(lines, readings, part, passed.plain_amounts)
    found += _repetitions(lines, tally, part, passed.records)
    if register is not None:
        found += _registers(register, reading, lines, tally, part, passed.records)
    unread = any(one.field == "detail_file" and is_error(one) for one in whole)
    found += _whole_file(reading, lines, tally, part, unread)
    refused = refuses(tuple(one for one in found if one.line == 0)) or reading.header is None or (tally.lines > 0 and tally.taken == 0)
    outcome = _outcome(refused, Counter(one.severity for one in found) + left)
    kept = np.flatnonzero(lines.readable[part]) + part.start
    taken = np.zeros(len(kept), dtype=np.bool_) if refused else lines.sound[kept]
    return DasCheck(
        outcome=outcome,
        header=reading.header,
        lines=tally.lines,
        taken=0 if refused else tally.taken,
        rows=passed.records.rows(kept, taken),
        anomalies=_findings(found, cut, left, passed.again),
        not_checked=unchecked,
        content_hash=passed.content_hash,
        waiting=_waiting(lines, readings, part),
    )


def _count(lines: Lines, readings: Mapping[int, LineReading], part: slice, plain_amounts: Sequence[int]) -> Tally:
    """What the lines add up to; those the rules have read one by one, the others by their sums."""
    tally = Tally()
    for reading in readings.values():
        tally.add(reading)
    plain = part.stop - part.start - int(lines.suspect[part].sum())
    tally.lines += plain
    tally.taken += plain
    tally.taken_amounts = [had + more for had, more in zip(tally.taken_amounts, plain_amounts, strict=True)]
    return tally


def alike(numbers: Ints) -> Ints:
    """The indexes of the numbers found more than once, in order."""
    ranked = np.sort(numbers)
    twice = ranked[1:][ranked[1:] == ranked[:-1]]
    # Few numbers are shared: a small table by their last bits leaves few to compare with them.
    table = np.zeros(1 << 16, dtype=np.bool_)
    table[twice & 0xFFFF] = True
    some = np.flatnonzero(table[numbers & 0xFFFF])
    return some[np.isin(numbers[some], twice)]


def _repetitions(lines: Lines, tally: Tally, part: slice, records: Records) -> list[Anomaly]:
    """Numbers found on several sound lines; the lines that repeat another one are no longer sound."""
    sound = np.flatnonzero(lines.sound[part]) + part.start
    numbers = lines.nss[sound]
    shared = alike(numbers)
    tally.persons = len(numbers) - len(shared) + len(np.unique(numbers[shared]))
    if not len(shared):
        return []
    same = sound[shared]
    of_line = {lines.line_no(index): index for index in same.tolist()}
    sounds = dict(zip(of_line, records.some(same), strict=True))
    found = repeated(Sound(number, record) for number, record in sounds.items())
    for one in found:
        if is_error(one):
            lines.sound[of_line[one.line]] = False
            tally.repeat(RECORD.unpack(sounds[one.line])[:4])
    return found


def _registers(register: Register, reading: HeaderReading, lines: Lines, tally: Tally, part: slice, records: Records) -> list[Anomaly]:
    found: list[Anomaly] = []
    if reading.employer_number is not None and (unknown := registered_employer(register, reading.employer_number)) is not None:
        found.append(unknown)
    sound = np.flatnonzero(lines.sound[part]) + part.start
    rows = {row.line_no: row for row in records.rows(sound, np.ones(len(sound), dtype=np.bool_))}
    persons = register.persons(tuple(row.nss for row in rows.values()))
    index_of = dict(zip(rows, sound.tolist(), strict=True))
    for one in registered_persons(persons, rows.values()):
        found.append(one)
        if is_error(one):
            lines.sound[index_of[one.line]] = False
            tally.hold([quarter.amount for quarter in rows[one.line].quarters])
    return found


def _whole_file(reading: HeaderReading, lines: Lines, tally: Tally, part: slice, unread: bool) -> list[Anomaly]:
    """The header against the lines, and the order and gaps of the lines; nothing where the detail file was not read at all."""
    found: list[Anomaly] = []
    if tally.lines == 0 and unread:
        return found
    if tally.lines == 0:
        nil = reading.header is not None and reading.header.workers == 0 and not any(reading.header.totals)
        found.append(anomaly("no_lines_nil" if nil else "no_lines", field="detail_file"))
    elif reading.header is not None:
        found += settle(reading.header, tally)
    live = np.ones(part.stop - part.start, dtype=np.bool_)
    if tally.lines != len(live):
        live = np.array([not blank(lines.raw(i)) for i in range(part.start, part.stop)], dtype=np.bool_)
    numbers = lines.places.line_nos[part][live]
    gaps = np.flatnonzero(numbers != np.arange(1, len(numbers) + 1))
    if len(gaps):
        found.append(anomaly("file_blank_lines", line=int(gaps[0]) + 1, field="detail_file", count=int(numbers[-1]) - len(numbers)))
    orders = lines.orders[part][live]
    moved = np.flatnonzero((orders != np.arange(1, len(orders) + 1)) & (orders != NO_ORDER))
    if len(moved):
        first = int(moved[0])
        written = lines.raw(int(np.flatnonzero(live)[first]) + part.start)[14:20].decode("ascii", "replace").strip()
        found.append(
            anomaly("line_numbers", line=int(numbers[first]), field="line_number", found=written, expected=str(first + 1), count=len(moved))
        )
    return found


def _findings(found: list[Anomaly], cut: list[int], left: Counter[Severity], again: Callable[[int], LineReading]) -> Sequence[Anomaly]:
    """Everything found, by line: held, or (for the lines `cut`) found again by the same rules."""
    held = tuple(sorted(found, key=lambda one: one.line))
    if not cut:
        return held

    def more() -> Iterator[Anomaly]:
        return chain.from_iterable(again(index).anomalies for index in cut)

    return Findings(held, more, left)


def _outcome(refused: bool, counts: Counter[Severity]) -> Outcome:
    if refused:
        return Outcome.REFUSED
    if counts[Severity.ERROR]:
        return Outcome.PARTLY_TAKEN
    return Outcome.ACCEPTED_WITH_CORRECTIONS if counts[Severity.WARNING] else Outcome.ACCEPTED


class ContentHash:
    """SHA-256 over what a pair says: the same for every alignment, line end, case and accent of the same content."""

    def __init__(self, reading: HeaderReading) -> None:
        self._digest = hashlib.sha256(b"mizan-das-1\0" + reading.canonical + b"\0")

    def add(self, records: NDArray[np.void], readable: Mask) -> None:
        """The records of the next lines; those that could not be read are passed over."""
        kept = np.flatnonzero(readable)
        if len(kept) == len(records):
            self._digest.update(bytes_of(records))
            return
        for run in np.split(kept, np.flatnonzero(np.diff(kept) > 1) + 1) if len(kept) else ():
            self._digest.update(bytes_of(records[run[0] : run[-1] + 1]))

    def close(self, readings: Iterable[LineReading]) -> str:
        """The hash, with the texts of the lines that could not be read."""
        for reading in readings:
            if reading.record is None:
                self._digest.update(b"\0" + " ".join(reading.text.split()).encode("utf-8", "replace"))
        return self._digest.hexdigest()


def _waiting(lines: Lines, readings: Mapping[int, LineReading], part: slice) -> tuple[WaitingLine, ...]:
    indexes = np.flatnonzero(~lines.sound[part]) + part.start
    waiting = []
    for index in indexes.tolist():
        reading = readings.get(index)
        text = reading.text if reading is not None else lines.raw(index).decode("latin-1")
        if reading is not None or not blank(lines.raw(index)):
            waiting.append(WaitingLine(lines.line_no(index), text.replace("\0", "\ufffd")))
    return tuple(waiting)
