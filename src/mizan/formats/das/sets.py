"""Many pairs at once, as a night of deposits brings them: one pass over all their lines, one answer for each pair."""

import dataclasses
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mizan.formats.anomalies import Anomaly, Outcome, anomaly
from mizan.formats.das.answer import ContentHash, Passed, alike, conclude
from mizan.formats.das.check import MAX_DETAIL_BYTES, MinimumWage, check_pair, context_of, not_checked, swapped
from mizan.formats.das.columns import CHUNK, RECORD_DTYPE, Expected, Ints, Mask
from mizan.formats.das.header import HeaderReading, read_header
from mizan.formats.das.line import LineReading
from mizan.formats.das.names import check_names
from mizan.formats.das.scan import (
    MANY,
    Lines,
    Places,
    bytes_of,
    chunks,
    judge,
    locate_by_line,
    owner_of,
    put,
    read_again,
    read_chunk,
)
from mizan.formats.das.text import clean
from mizan.formats.das.types import DasCheck, DasHeader, Rows, WaitingLine
from mizan.formats.das.values import LineContext

Pair = tuple[bytes, bytes]
Names = tuple[str | None, str | None]

NSS_SPAN = 10**12
"""Numbers of twelve digits: pair and number make one key of 64 bits for up to nine million pairs."""


class PairScan(NamedTuple):
    """The answer for one pair of a set: what `check_pair` says of it, without its rows."""

    outcome: Outcome
    header: DasHeader | None
    lines: int
    taken: int
    anomalies: Sequence[Anomaly]
    waiting: tuple[WaitingLine, ...]
    content_hash: str


@dataclasses.dataclass(frozen=True, slots=True)
class SetScan:
    """The lines of a set as columns, in the order of the pairs and of their lines, and the answer for each pair.

    Only lines whose values could be read have a place in the columns; `taken` marks those that are taken. Texts are bytes in
    ASCII without trailing blanks (`S12`, `S25`), amounts whole centimes, a missing day is NaT.
    """

    pairs: tuple[PairScan, ...]
    pair: Ints
    line_no: Ints
    records: NDArray[np.void]
    taken: Mask

    @property
    def nss(self) -> NDArray[np.bytes_]:
        """Social-security numbers."""
        return self.records["nss"]

    @property
    def surname(self) -> NDArray[np.bytes_]:
        """Surnames."""
        return self.records["surname"]

    @property
    def given_name(self) -> NDArray[np.bytes_]:
        """Given names."""
        return self.records["given_name"]

    @property
    def birth_date(self) -> NDArray[np.datetime64]:
        """Days of birth; NaT where unknown."""
        return days(self.records["birth_date"])

    @property
    def duration(self) -> NDArray[np.uint16]:
        """Durations by quarter, shape (n, 4)."""
        return self.records["duration"]

    @property
    def unit(self) -> NDArray[np.bytes_]:
        """Units by quarter, shape (n, 4): b"H", b"J", b"M", or b" " for an empty quarter."""
        return self.records["unit"]

    @property
    def amount(self) -> Ints:
        """Pay by quarter in centimes, shape (n, 4)."""
        return self.records["amount"]

    @property
    def total(self) -> Ints:
        """Pay of the year in centimes."""
        return self.records["total"]

    @property
    def entered_on(self) -> NDArray[np.datetime64]:
        """Days of entry."""
        return days(self.records["entered_on"])

    @property
    def left_on(self) -> NDArray[np.datetime64]:
        """Days of exit; NaT where there is none."""
        return days(self.records["left_on"])


def days(texts: NDArray[np.bytes_]) -> NDArray[np.datetime64]:
    """Days from texts `ddmmyyyy` known to be sound; NaT for blanks, zeros and a year alone."""
    digits = np.ascontiguousarray(texts).view(np.uint8).reshape(-1, 8).astype(np.int64) - ord("0")
    day = digits[:, 0] * 10 + digits[:, 1]
    month = digits[:, 2] * 10 + digits[:, 3]
    year = digits[:, 4:8] @ np.array([1000, 100, 10, 1], dtype=np.int64)
    none = (day <= 0) | (month <= 0)
    months = np.where(none, 0, (year - 1970) * 12 + month - 1).astype("datetime64[M]")
    found: NDArray[np.datetime64] = months.astype("datetime64[D]") + np.where(none, 0, day - 1).astype("timedelta64[D]")
    found[none] = np.datetime64("NaT")
    return found


class _Front(NamedTuple):
    """What is known of a pair before its lines are read."""

    reading: HeaderReading
    whole: tuple[Anomaly, ...]
    context: LineContext
    detail: bytes
    line_feeds: int


def scan_set(pairs: Sequence[Pair], *, names: Sequence[Names] | None = None, minimum_wage_m: MinimumWage | None = None) -> SetScan:
    """Read many pairs; each is answered as `check_pair` would answer it (a property test holds them together)."""
    if minimum_wage_m is not None:
        minimum_wage_m = lru_cache(maxsize=None)(minimum_wage_m)
    fronts: list[_Front | None] = []
    alone: dict[int, DasCheck] = {}
    for index, pair in enumerate(pairs):
        called = (None, None) if names is None else names[index]
        front = _front(pair, called, minimum_wage_m)
        fronts.append(front)
        if front is None:
            header_name, detail_name = called
            alone[index] = check_pair(*pair, header_name=header_name, detail_name=detail_name, minimum_wage_m=minimum_wage_m)
    kept = [(index, front) for index, front in enumerate(fronts) if front is not None]
    held = _read([front for _, front in kept])
    checked = not_checked(names is not None, False, minimum_wage_m is not None)
    answers = _answers([front for _, front in kept], held, checked)
    scans: list[PairScan | None] = [None] * len(pairs)
    for (index, _), answer in zip(kept, answers, strict=True):
        scans[index] = answer
    for index, check in alone.items():
        scans[index] = _without_rows(check)
    indexes = np.array([index for index, _ in kept], dtype=np.int64)
    return _columns(tuple(scan for scan in scans if scan is not None), indexes, held, alone)


def _front(pair: Pair, names: Names, minimum_wage_m: MinimumWage | None) -> _Front | None:
    """The start of a pair; None for one that is better read alone (no line ends, or a large file)."""
    header, detail = pair
    cleaned = clean(detail)
    line_feeds = cleaned.data.count(b"\n")
    if cleaned.fixed or len(detail) > MAX_DETAIL_BYTES or line_feeds >= MANY:
        return None
    reading = read_header(header)
    whole = [*reading.anomalies, *check_names(*names, employer_number=reading.employer_number, year=reading.year)]
    whole += [anomaly(code, field="detail_file") for code in cleaned.notices]
    if reading.header is None and swapped(header, cleaned):
        whole.append(anomaly("files_swapped", field="file"))
    return _Front(reading, tuple(whole), context_of(reading, minimum_wage_m), cleaned.data, line_feeds)


class _Held(NamedTuple):
    """All lines of a set with their records, the pair of each line, and where each pair's lines begin (one more at the end)."""

    lines: Lines
    records: NDArray[np.void]
    of_line: Ints
    bounds: Ints

    def some(self, indexes: Ints) -> list[bytes]:
        """The records of lines that could be read."""
        return [record.tobytes() for record in self.records[indexes]]

    def rows(self, indexes: Ints, taken: Mask) -> Rows:
        """The rows of these lines."""
        numbers = self.lines.places.line_nos[indexes]
        return Rows(lambda number: bytes_of(self.records[number * CHUNK : (number + 1) * CHUNK]), CHUNK, indexes, numbers, taken)


def _read(fronts: Sequence[_Front]) -> _Held:
    """Read the lines of all pairs laid end to end."""
    data = b"\n".join(front.detail for front in fronts)
    sizes = np.array([len(front.detail) + 1 for front in fronts], dtype=np.int64)
    offsets = np.cumsum(sizes) - sizes
    raw = np.frombuffer(data, dtype=np.uint8)
    places = locate_by_line(raw)
    of_line = np.searchsorted(offsets, places.starts, side="right") - 1
    before = np.cumsum([0, *(front.line_feeds + 1 for front in fronts)])
    lines = Lines.of(data, Places(places.starts, places.lengths, places.line_nos - before[of_line]))
    owners = np.array([owner_of(front.context) for front in fronts], dtype=np.int64)
    years = np.array([front.context.year or -1 for front in fronts], dtype=np.int32)
    minima = np.array([[wage or 0 for wage in front.context.minima] for front in fronts], dtype=np.int64).reshape(-1, 4).T
    records = np.zeros(len(of_line), dtype=RECORD_DTYPE)
    for part in chunks(lines):
        files = of_line[part]
        read_chunk(lines, part, Expected(owners[files], years[files], minima[:, files]), records[part])
    return _Held(lines, records, of_line, np.searchsorted(of_line, np.arange(len(fronts) + 1)))


def _answers(fronts: Sequence[_Front], held: _Held, checked: tuple[str, ...]) -> list[PairScan]:
    plain = _plain(fronts, held)
    answers = []
    for pair, front in enumerate(fronts):
        part = slice(int(held.bounds[pair]), int(held.bounds[pair + 1]))
        if plain[pair]:
            count = part.stop - part.start
            digest = ContentHash(front.reading)
            digest.add(held.records[part], held.lines.readable[part])
            answers.append(PairScan(Outcome.ACCEPTED, front.reading.header, count, count, front.whole, (), digest.close(())))
        else:
            answers.append(_judged(front, held, part, checked))
    return answers


def _judged(front: _Front, held: _Held, part: slice, checked: tuple[str, ...]) -> PairScan:
    """The answer for a pair in which something calls for the rules."""
    lines, records = held.lines, held.records[part]
    suspects = np.flatnonzero(lines.suspect[part])
    sums = records["amount"].sum(axis=0) - records["amount"][suspects].sum(axis=0)
    readings: dict[int, LineReading] = {}
    judge(lines, (suspects + part.start).tolist(), front.context, readings)
    put(records, part, suspects, readings)
    digest = ContentHash(front.reading)
    digest.add(records, lines.readable[part])
    passed = Passed(sums.tolist(), digest.close(readings.values()), held, partial(read_again, lines, front.context))
    check = conclude(front.reading, front.whole, lines, readings, part, passed, register=None, unchecked=checked)
    if check.outcome is Outcome.REFUSED:
        lines.sound[part] = False
    return _without_rows(check)


def _without_rows(check: DasCheck) -> PairScan:
    return PairScan(check.outcome, check.header, check.lines, check.taken, check.anomalies, check.waiting, check.content_hash)


def _plain(fronts: Sequence[_Front], held: _Held) -> Mask:
    """The pairs in which nothing calls for a rule: every line plainly sound, in order, of another person, and the totals agree."""
    lines, records, of_line, bounds = held
    count = len(fronts)
    if count == 0:
        return np.zeros(0, dtype=np.bool_)
    sizes = np.diff(bounds)
    headers = [front.reading.header for front in fronts]
    declared = np.array([(0, 0, 0, 0) if header is None else header.totals for header in headers], dtype=np.int64)
    workers = np.array([-1 if header is None else header.workers for header in headers], dtype=np.int64)
    quiet = np.array([not front.whole for front in fronts], dtype=np.bool_)
    plain: Mask = quiet & (sizes > 0) & (workers == sizes)
    sums = np.zeros((count, 4), dtype=np.int64)
    filled = np.flatnonzero(sizes > 0)
    if len(filled):
        sums[filled] = np.add.reduceat(records["amount"], bounds[:-1][filled], axis=0)
    plain &= (sums == declared).all(axis=1)
    ranks = np.arange(len(of_line)) - bounds[of_line] + 1
    strange = lines.suspect | (lines.places.line_nos != ranks) | (lines.orders != ranks)
    plain[of_line[strange]] = False
    plain[of_line[alike(of_line * NSS_SPAN + lines.nss)]] = False
    return plain


def _columns(scans: tuple[PairScan, ...], indexes: Ints, held: _Held, alone: dict[int, DasCheck]) -> SetScan:
    lines, of_line = held.lines, held.of_line
    readable = lines.readable
    pair, line_no, records, taken = indexes[of_line], lines.places.line_nos, held.records, lines.sound
    if not readable.all():
        pair, line_no, records, taken = pair[readable], line_no[readable], records[readable], taken[readable]
    if alone:
        parts = [(pair, line_no, records, taken)]
        for index, check in alone.items():
            if isinstance(check.rows, Rows) and len(check.rows):
                more, numbers, kept = check.rows.columns()
                these = np.full(len(numbers), index, dtype=np.int64)
                parts.append((these, np.asarray(numbers), np.frombuffer(more, dtype=RECORD_DTYPE), np.asarray(kept)))
        pair, line_no, records, taken = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.argsort(pair, kind="stable")
        pair, line_no, records, taken = pair[order], line_no[order], records[order], taken[order]
    return SetScan(scans, pair, line_no, records, taken)
