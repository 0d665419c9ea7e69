"""The layout of the DAS pair, as data: where each field begins, how long it is.

Rebuilt from three public witnesses that agree (a payroll vendor's analysis of a genuine pair, a writer in a public module, a vendor's note
quoting the fund's loader); the fund's own document is not public. See `docs/formats/das.md`.
"""

from typing import NamedTuple


class Field(NamedTuple):
    """A field of a record: its stable name, its first character (from 0) and its length."""

    name: str
    start: int
    length: int

    @property
    def end(self) -> int:
        """The first character after the field."""
        return self.start + self.length


def _fields(*parts: tuple[str, int]) -> tuple[Field, ...]:
    """The fields laid one after the other."""
    fields, start = [], 0
    for name, length in parts:
        fields.append(Field(name, start, length))
        start += length
    return tuple(fields)


HEADER = _fields(
    ("employer_number", 10),
    ("kind", 1),
    ("year", 4),
    ("centre", 5),
    ("legal_form", 5),
    ("employer_name", 25),
    ("activity", 30),
    ("address", 40),
    ("city", 11),
    ("total_q1", 16),
    ("total_q2", 16),
    ("total_q3", 16),
    ("total_q4", 16),
    ("total_year", 16),
    ("workers", 6),
    ("filler", 4),
)

QUARTER = (("duration", 3), ("unit", 1), ("amount", 10))

DETAIL = _fields(
    ("employer_number", 10),
    ("year", 4),
    ("line_number", 6),
    ("nss", 12),
    ("surname", 25),
    ("given_name", 25),
    ("birth_date", 8),
    *((f"q{quarter}_{name}", length) for quarter in (1, 2, 3, 4) for name, length in QUARTER),
    ("total", 12),
    ("entered_on", 8),
    ("left_on", 8),
    ("observation", 20),
    ("end_mark", 1),
)

HEADER_LENGTH = 221
HEADER_LEAST = 212
"""Some writers stop after the number of workers without padding it."""

DETAIL_LENGTH = 195
DETAIL_LEAST = 174
"""A record that stops after the exit date lacks nothing that is read."""

FIELD = {field.name: field for field in DETAIL}
HEADER_FIELD = {field.name: field for field in HEADER}

TOTALS = ("total_q1", "total_q2", "total_q3", "total_q4", "total_year")
HEADER_TEXTS = ("legal_form", "employer_name", "activity", "address", "city")

KINDS = ("N", "C", "R")
"""Normal, complementary (adds), regularisation (supersedes)."""

LONGEST = {"H": 520, "J": 92, "M": 3}
"""The longest duration of a quarter by unit: 173.33 hours by three, the days of the longest quarter, three months."""

FULL = {"H": 520, "J": 90, "M": 3}
"""The duration that stands for a whole quarter at the minimum wage."""

NO_DATE = "0" * 8
NO_EXIT = " " * 8
END_MARK = "0"

FIRST_YEAR = 1984
"""Law 83-14 took effect on 1 January 1984: no DAS is older."""

LAST_YEAR = 2099
