"""The rules that look across the lines: repeated persons, header totals, number of workers, registers."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly, Severity, anomaly
from mizan.formats.das.layout import DETAIL_LENGTH, TOTALS
from mizan.formats.das.line import DECIDING, LineReading
from mizan.formats.das.types import RECORD, DasHeader, DasRow, KnownPerson, Register, day_of

NSS = slice(40, 52)
"""The number in the bytes of a record."""

CELL = 10**10 - 1
"""The most one quarter's cell can hold, in centimes."""

DOUBTFUL = DECIDING - {"line_length"}
"""Anomalies after which the amounts of a line are not known, even those that can be read."""


@dataclasses.dataclass(slots=True)
class Tally:
    """What a file's lines add up to, by quarter where it is money (centimes)."""

    lines: int = 0
    taken: int = 0
    taken_amounts: list[int] = dataclasses.field(default_factory=lambda: [0, 0, 0, 0])
    waiting_amounts: list[int] = dataclasses.field(default_factory=lambda: [0, 0, 0, 0])
    repeated: int = 0
    repeated_amounts: list[int] = dataclasses.field(default_factory=lambda: [0, 0, 0, 0])
    doubtful: int = 0
    """Records that may stand in waiting lines whose amounts are not known."""
    doubtful_amounts: list[int] = dataclasses.field(default_factory=lambda: [0, 0, 0, 0])
    """What can be read of these amounts."""
    broken: int = 0
    """Waiting lines that have not the length of a record: each may be a piece of one, or several."""
    room: int = 0
    """How many records more than their number the broken lines could hold."""
    persons: int = 0

    def add(self, reading: LineReading) -> None:
        """Count a line read by the rules."""
        self.lines += 1
        codes = {found.code for found in reading.anomalies}
        if reading.sound:
            self.taken += 1
            _add(self.taken_amounts, reading.amounts)
        elif "line_length" in codes:
            self.broken += 1
            pieces = max(1, -(-reading.length // DETAIL_LENGTH))
            self.room += pieces - 1
            self.doubtful += pieces
        elif codes & DOUBTFUL or None in reading.amounts:
            self.doubtful += 1
            _add(self.doubtful_amounts, reading.amounts)
        else:
            _add(self.waiting_amounts, reading.amounts)

    def repeat(self, amounts: Sequence[int]) -> None:
        """A line counted as taken proves to repeat another one."""
        self.taken -= 1
        self.repeated += 1
        for index, amount in enumerate(amounts):
            self.taken_amounts[index] -= amount
            self.repeated_amounts[index] += amount

    def hold(self, amounts: Sequence[int]) -> None:
        """A line counted as taken has to wait."""
        self.taken -= 1
        for index, amount in enumerate(amounts):
            self.taken_amounts[index] -= amount
            self.waiting_amounts[index] += amount


def _add(sums: list[int], amounts: Iterable[int | None]) -> None:
    for index, amount in enumerate(amounts):
        sums[index] += amount or 0


class Sound(NamedTuple):
    """A sound line that takes part in a rule across lines."""

    line_no: int
    record: bytes

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of the employment; the last day there is where it goes on."""
        _, _, _, _, _, _, _, _, _, _, _, _, entered, left, _, _ = RECORD.unpack(self.record)
        return day_of(entered.decode("ascii")) or date.min, day_of(left.decode("ascii")) or date.max


def repeated(lines: Iterable[Sound]) -> list[Anomaly]:
    """The lines of one social-security number: a copy of an earlier line is an error, employment periods that meet a warning."""
    found: list[Anomaly] = []
    groups: dict[bytes, list[Sound]] = {}
    for line in lines:
        groups.setdefault(line.record[NSS], []).append(line)
    for group in groups.values():
        kept: list[tuple[Sound, tuple[date, date]]] = []
        nss = group[0].record[NSS].decode("ascii")
        copies: dict[bytes, int] = {}
        for line in group:
            if (first := copies.setdefault(line.record, line.line_no)) != line.line_no:
                found.append(anomaly("line_repeated", line=line.line_no, field="record", found=nss, first=first))
                continue
            start, end = line.days
            if (other := next((seen for seen, before in kept if start <= before[1] and before[0] <= end), None)) is not None:
                found.append(anomaly("nss_repeated", line=line.line_no, field="nss", found=nss, first=other.line_no))
            kept.append((line, (start, end)))
    return found


def settle(header: DasHeader, tally: Tally) -> list[Anomaly]:
    """The header's totals and number of workers against the lines (the rule is in docs/formats/das.md)."""
    found: list[Anomaly] = []
    for index, total in enumerate(header.totals):
        read = tally.taken_amounts[index] + tally.waiting_amounts[index]
        missing = total - read
        repeated_amount, doubtful_amount = tally.repeated_amounts[index], tally.doubtful_amounts[index]
        if missing in (doubtful_amount, doubtful_amount + repeated_amount):
            continue
        if 0 <= missing <= repeated_amount + CELL * tally.doubtful:
            code = "header_total_waits"
        elif tally.taken < tally.lines:
            code = "header_total_unexplained"
        else:
            code = "header_total_differs"
        expected = str(read) if code == "header_total_differs" else None
        found.append(anomaly(code, field=TOTALS[index], found=str(total), expected=expected, total=total, sum=read, difference=missing))
    if (wrong := _workers(header.workers, tally)) is not None:
        found.append(wrong)
    return found


def _workers(workers: int, tally: Tally) -> Anomaly | None:
    least = tally.lines - tally.broken - tally.repeated
    if least <= workers <= tally.lines + tally.room:
        return None
    found, expected = str(workers), str(tally.lines)
    if workers == tally.persons:
        return anomaly("workers_persons", field="workers", found=found, expected=expected)
    return anomaly("workers_differ", field="workers", found=found, expected=expected)


def registered_employer(register: Register, number: str) -> Anomaly | None:
    """What the register says against the employer."""
    status = register.employer_status(number)
    if status == "active":
        return None
    code = "employer_unknown" if status == "unknown" else "employer_closed"
    return anomaly(code, field="employer_number", found=number)


def registered_persons(persons: Mapping[str, KnownPerson], rows: Iterable[DasRow]) -> list[Anomaly]:
    """The insured register against the lines: an unknown number, or another name and birth date (error); one of the two (warning)."""
    found: list[Anomaly] = []
    for row in rows:
        known = persons.get(row.nss)
        if known is None:
            found.append(anomaly("person_unknown", line=row.line_no, field="nss", found=row.nss))
            continue
        name = f"{row.surname} {row.given_name}"
        registered = f"{known.surname} {known.given_name}"
        named = _letters(name) == _letters(registered)
        born = row.birth_date is None or known.birth_date is None or row.birth_date == known.birth_date
        birth = f"{known.birth_date:%d%m%Y}" if known.birth_date is not None else None
        if not named and not born:
            found.append(anomaly("person_differs", line=row.line_no, field="nss", found=name, expected=registered, nss=row.nss))
        elif not named:
            found.append(anomaly("person_name_differs", line=row.line_no, field="surname", found=name, expected=registered))
        elif not born:
            given = f"{row.birth_date:%d%m%Y}"
            found.append(anomaly("person_birth_differs", line=row.line_no, field="birth_date", found=given, expected=birth))
    return found


def _letters(name: str) -> str:
    """The letters of a name, whatever its spacing, its hyphens and the order of its parts."""
    return "".join(sorted(c for c in name.upper() if c.isalpha()))


def is_error(found: Anomaly) -> bool:
    """Whether an anomaly keeps its line, or the file, from being taken."""
    return found.severity is Severity.ERROR
