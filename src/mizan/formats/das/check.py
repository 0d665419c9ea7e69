"""The check of one pair: the same rules for the web, the command, the API and the sets."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mizan.formats.anomalies import Anomaly, Outcome, Severity, anomaly, bounded
from mizan.formats.das.columns import Ints
from mizan.formats.das.header import HeaderReading, read_header, refuses
from mizan.formats.das.layout import DETAIL_LENGTH
from mizan.formats.das.line import NO_ORDER, LineContext, LineReading, Minima
from mizan.formats.das.names import check_names
from mizan.formats.das.pair import Sound, Tally, is_error, registered_employer, registered_persons, repeated, settle
from mizan.formats.das.scan import Lines, expect, foreign, judge, locate, read_lines
from mizan.formats.das.text import Cleaned, blank, clean
from mizan.formats.das.types import DasCheck, Register, Rows, WaitingLine

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
    if swapped(header, cleaned):
        whole.append(anomaly("files_swapped", field="file"))
    context = context_of(reading, minimum_wage_m)
    lines = read_lines(cleaned.data, places, expect(context.employer_number, context.year, context.minima))
    readings = judge(lines, np.flatnonzero(lines.suspect).tolist(), context)
    checked = not_checked(header_name is not None and detail_name is not None, register is not None, minimum_wage_m is not None)
    return conclude(reading, whole, lines, readings, slice(0, len(places.starts)), register=register, left=checked)


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


def conclude(
    reading: HeaderReading,
    whole: Sequence[Anomaly],
    lines: Lines,
    readings: Mapping[int, LineReading],
    part: slice,
    *,
    register: Register | None,
    left: tuple[str, ...],
) -> DasCheck:
    """The answer for the lines `part` of what was read: the rules across lines, the outcome, the rows and the content hash."""
    found = list(whole)
    readings = {index: readings[index] for index in sorted(readings)}
    for line_reading in readings.values():
        found += line_reading.anomalies
    tally = count(lines, readings, part)
    found += _repetitions(lines, tally, part)
    if register is not None:
        found += _registers(register, reading, lines, tally, part)
    unread = any(one.field == "detail_file" and is_error(one) for one in whole)
    found += _whole_file(reading, lines, tally, part, unread)
    refused = refuses(tuple(one for one in found if one.line == 0)) or reading.header is None or (tally.lines > 0 and tally.taken == 0)
    outcome = _outcome(refused, found)
    kept = np.flatnonzero(lines.readable[part]) + part.start
    taken = np.zeros(len(kept), dtype=np.bool_) if refused else lines.sound[kept]
    numbers = lines.places.line_nos[kept]
    records = lines.records[part]
    return DasCheck(
        outcome=outcome,
        header=reading.header,
        lines=tally.lines,
        taken=0 if refused else tally.taken,
        rows=Rows(bytes_of(records), numbers, taken, kept - part.start),
        anomalies=bounded(sorted(found, key=lambda one: one.line)),
        not_checked=left,
        content_hash=content_hash(reading, records, kept - part.start, [r.text for r in readings.values() if r.record is None]),
        waiting=_waiting(lines, readings, part),
    )


def bytes_of(records: NDArray[np.void]) -> memoryview:
    """The bytes of records, without a copy."""
    return np.ascontiguousarray(records).view(np.uint8).data


def count(lines: Lines, readings: Mapping[int, LineReading], part: slice) -> Tally:
    """What the lines add up to."""
    tally = Tally()
    for reading in readings.values():
        tally.add(reading)
    suspects = np.flatnonzero(lines.suspect[part]) + part.start
    plain = part.stop - part.start - len(suspects)
    tally.lines += plain
    tally.taken += plain
    amounts = lines.records["amount"]
    sums = amounts[part].sum(axis=0, dtype=np.int64) - amounts[suspects].sum(axis=0, dtype=np.int64)
    tally.taken_amounts = [had + int(more) for had, more in zip(tally.taken_amounts, sums, strict=True)]
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


def _repetitions(lines: Lines, tally: Tally, part: slice) -> list[Anomaly]:
    """Numbers found on several sound lines; the lines that repeat another one are no longer sound."""
    sound = np.flatnonzero(lines.sound[part]) + part.start
    numbers = lines.nss[sound]
    shared = alike(numbers)
    tally.persons = len(numbers) - len(shared) + len(np.unique(numbers[shared]))
    if not len(shared):
        return []
    same = sound[shared]
    of_line = {lines.line_no(index): index for index in same.tolist()}
    found = repeated(Sound(number, lines.records[index].tobytes()) for number, index in of_line.items())
    for one in found:
        if is_error(one):
            index = of_line[one.line]
            lines.sound[index] = False
            tally.repeat(lines.records["amount"][index].tolist())
    return found


def _registers(register: Register, reading: HeaderReading, lines: Lines, tally: Tally, part: slice) -> list[Anomaly]:
    found: list[Anomaly] = []
    if reading.employer_number is not None and (unknown := registered_employer(register, reading.employer_number)) is not None:
        found.append(unknown)
    sound = np.flatnonzero(lines.sound[part]) + part.start
    records = lines.records[sound]
    rows = Rows(bytes_of(lines.records), lines.places.line_nos[sound], np.ones(len(sound), dtype=np.bool_), sound)
    persons = register.persons(tuple(number.decode("ascii") for number in records["nss"].tolist()))
    of_line = {lines.line_no(index): index for index in sound.tolist()}
    for one in registered_persons(persons, rows):
        found.append(one)
        if is_error(one):
            index = of_line[one.line]
            lines.sound[index] = False
            tally.hold(lines.records["amount"][index].tolist())
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


def _outcome(refused: bool, found: Sequence[Anomaly]) -> Outcome:
    if refused:
        return Outcome.REFUSED
    if any(is_error(one) for one in found):
        return Outcome.PARTLY_TAKEN
    warned = any(one.severity is Severity.WARNING for one in found)
    return Outcome.ACCEPTED_WITH_CORRECTIONS if warned else Outcome.ACCEPTED


def content_hash(reading: HeaderReading, records: NDArray[np.void], kept: Ints, unread: Sequence[str]) -> str:
    """SHA-256 over what the pair says: the same for every alignment, line end, case and accent of the same content.

    `kept` are the indexes of the records that could be read; `unread` the texts of the other lines.
    """
    digest = hashlib.sha256(b"mizan-das-1\0")
    digest.update(reading.canonical)
    digest.update(b"\0")
    gaps = np.flatnonzero(np.diff(kept) > 1) + 1
    for run in np.split(kept, gaps) if len(kept) else ():
        digest.update(bytes_of(records[run[0] : run[-1] + 1]))
    for text in unread:
        digest.update(b"\0" + " ".join(text.split()).encode("utf-8", "replace"))
    return digest.hexdigest()


def _waiting(lines: Lines, readings: Mapping[int, LineReading], part: slice) -> tuple[WaitingLine, ...]:
    indexes = np.flatnonzero(~lines.sound[part]) + part.start
    waiting = []
    for index in indexes.tolist():
        reading = readings.get(index)
        text = reading.text if reading is not None else lines.raw(index).decode("latin-1")
        if reading is not None or not blank(lines.raw(index)):
            waiting.append(WaitingLine(lines.line_no(index), text))
    return tuple(waiting)
