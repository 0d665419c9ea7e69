"""What a DAS pair says, once read."""

import dataclasses
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple, Protocol, overload

from mizan.formats.anomalies import Anomaly, Outcome
from mizan.kernel.money import Centimes

Unit = Literal["H", "J", "M", ""]

RECORD = struct.Struct("<5q12s4H4s8s8s8s25s25s6x")
"""One line in its one canonical shape, whatever its file's alignment, line ends and case: what the content hash covers.

Amounts come first and its length is a multiple of eight, so that columns of amounts are read as fast as plain arrays.
"""


class QuarterPay(NamedTuple):
    """A worker's quarter: how long, in hours (H), days (J) or months (M), and the pay in centimes."""

    duration: int
    unit: str
    amount: Centimes


class DasRow(NamedTuple):
    """One line. `birth_date` is None where the file says it is unknown; `taken` is False for a line that waits for a correction."""

    line_no: int
    nss: str
    surname: str
    given_name: str
    birth_date: date | None
    quarters: tuple[QuarterPay, QuarterPay, QuarterPay, QuarterPay]
    total: Centimes
    entered_on: date | None
    left_on: date | None
    taken: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class DasHeader:
    """The header: who declares, which year, of which kind (N normal, C complementary, R regularisation), and the totals in centimes."""

    employer_number: str
    kind: str
    year: int
    centre: str = ""
    legal_form: str = ""
    employer_name: str = ""
    activity: str = ""
    address: str = ""
    city: str = ""
    totals: tuple[int, int, int, int] = (0, 0, 0, 0)
    total_year: int = 0
    workers: int = 0


class WaitingLine(NamedTuple):
    """A line that is not taken, as written (a NUL, which no database keeps, as U+FFFD): the material of its correction."""

    line_no: int
    text: str


class KnownPerson(NamedTuple):
    """What the insured register says of a number. Names in Latin capitals."""

    surname: str
    given_name: str
    birth_date: date | None


class Register(Protocol):
    """The fund's registers, where they can be asked."""

    def employer_status(self, number: str) -> Literal["active", "closed", "unknown"]:
        """Whether the employer is known, and still active."""
        ...

    def persons(self, numbers: Sequence[str]) -> Mapping[str, KnownPerson]:
        """The known persons among these social-security numbers (asked once for a whole file)."""
        ...


@dataclasses.dataclass(frozen=True, slots=True)
class DasCheck:
    """The answer to a deposited pair.

    `lines` are the records found, `taken` those the deposit keeps if it is filed; `rows` every line whose values could be read;
    `waiting` the lines left out, as written; `not_checked` the checks that need a register or an argument that was not given.
    `content_hash` is over what the pair says, not over its bytes.
    """

    outcome: Outcome
    header: DasHeader | None
    lines: int
    taken: int
    rows: Sequence[DasRow]
    anomalies: Sequence[Anomaly]
    not_checked: tuple[str, ...]
    content_hash: str
    waiting: tuple[WaitingLine, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The return as `mizan das check --json` prints it."""
        return {**self.head(), "anomalies": [found.to_json() for found in self.anomalies]}

    def head(self) -> dict[str, object]:
        """The return with the place of its anomalies left empty, for who writes them one by one."""
        return {
            "outcome": self.outcome.value,
            "lines": self.lines,
            "taken": self.taken,
            "anomalies": [],
            "not_checked": list(self.not_checked),
        }


def day_of(text: str) -> date | None:
    """The date of `ddmmyyyy` already known to be sound; None for an empty, unknown or year-only one."""
    return None if text[:2] in ("  ", "00") else date(int(text[4:8]), int(text[2:4]), int(text[:2]))


def row_of(record: bytes | memoryview, line_no: int, taken: bool) -> DasRow:
    """The row held by a canonical record."""
    a1, a2, a3, a4, total, nss, d1, d2, d3, d4, units, birth, entered, left, surname, given = RECORD.unpack(record)
    unit = units.decode("ascii")
    quarters = tuple(
        QuarterPay(duration, letter.strip(), Centimes(amount))
        for duration, letter, amount in zip((d1, d2, d3, d4), unit, (a1, a2, a3, a4), strict=True)
    )
    return DasRow(
        line_no,
        nss.decode("ascii"),
        surname.rstrip(b"\0").decode("ascii"),
        given.rstrip(b"\0").decode("ascii"),
        day_of(birth.decode("ascii")),
        (quarters[0], quarters[1], quarters[2], quarters[3]),
        Centimes(total),
        day_of(entered.decode("ascii")),
        day_of(left.decode("ascii")),
        taken,
    )


class Indexed(Protocol):
    """A list or an array: what `Rows` keeps of each line."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> Any: ...


class Rows(Sequence[DasRow]):
    """The rows of a file, unpacked from their records when asked: a file of 200,000 lines costs its bytes, not its objects.

    `chunk` gives the canonical records of `size` lines at a time; row `i` is that of line `indexes[i]`.
    """

    __slots__ = ("_chunk", "_held", "_indexes", "_line_nos", "_size", "_taken")

    def __init__(self, chunk: Callable[[int], memoryview], size: int, indexes: Indexed, line_nos: Indexed, taken: Indexed) -> None:
        self._chunk = chunk
        self._size = size
        self._indexes = indexes
        self._line_nos = line_nos
        self._taken = taken
        self._held: tuple[int, memoryview] | None = None

    def record(self, index: int) -> memoryview:
        """The canonical record of a row."""
        number, place = divmod(int(self._indexes[index]), self._size)
        if self._held is None or self._held[0] != number:
            self._held = (number, self._chunk(number))
        return self._held[1][place * RECORD.size : (place + 1) * RECORD.size]

    def columns(self) -> tuple[bytes, Indexed, Indexed]:
        """The canonical records end to end, and for each row its line number and whether it is taken."""
        return b"".join(self.record(index) for index in range(len(self))), self._line_nos, self._taken

    def __len__(self) -> int:
        return len(self._line_nos)

    @overload
    def __getitem__(self, index: int) -> DasRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[DasRow, ...]: ...
    def __getitem__(self, index: int | slice) -> DasRow | tuple[DasRow, ...]:
        if isinstance(index, slice):
            return tuple(self._row(i) for i in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._row(index % len(self))

    def __iter__(self) -> Iterator[DasRow]:
        return (self._row(i) for i in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Iterable):
            return NotImplemented
        return tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def _row(self, index: int) -> DasRow:
        return row_of(self.record(index), int(self._line_nos[index]), bool(self._taken[index]))
