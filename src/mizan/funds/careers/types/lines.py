"""Lines of declarations as others see them. Amounts are centimes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Quarter(NamedTuple):
    """A worker's quarter: duration, its unit (H, J, M or blank) and the contributory wage in centimes."""

    duration: int
    unit: str
    amount: int


@dataclass(frozen=True, slots=True)
class WageLineKept:
    """A line of a yearly declaration. `superseded_by` is the filing whose line counts instead.

    `shares` are the year's contributions of the line, in the rank order of the law's ten lines.
    """

    filing_id: int
    line_no: int
    employer_id: int
    year: int
    nss: str
    surname: str
    given_name: str
    birth_date: date | None
    quarters: tuple[Quarter, Quarter, Quarter, Quarter]
    total: int
    entered_on: date | None
    left_on: date | None
    shares: tuple[int, ...]
    superseded_by: int | None


class LineDraft(NamedTuple):
    """A line to keep, in the order of the table's columns after the filing, employer and year."""

    line_no: int
    nss: str
    surname: str
    given_name: str
    birth_date: date | None
    q1_duration: int
    q1_unit: str
    q1_amount: int
    q2_duration: int
    q2_unit: str
    q2_amount: int
    q3_duration: int
    q3_unit: str
    q3_amount: int
    q4_duration: int
    q4_unit: str
    q4_amount: int
    total: int
    entered_on: date | None
    left_on: date | None
    shares: str
    """The ten shares as PostgreSQL writes an array: "{1,2,…}"."""
