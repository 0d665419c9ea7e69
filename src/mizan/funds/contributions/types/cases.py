"""Reconciliation: cases, and the wage lines of a quarter: frozen answers. Amounts are centimes, rates parts per million, days dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class CaseStepKept:
    """One thing that happened to a case."""

    step: str
    by: int
    taken_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class CaseKept:
    """A difference between the yearly wages and the bases of a quarter. `difference` = yearly − periodic, on bases.

    `state` is open, contested, upheld, or how it was closed: confirmed, lapsed, withdrawn, replaced. `due_ids` are the dues that its
    confirmation made.
    """

    id: int
    employer_id: int
    year: int
    quarter_key: str
    das_base: int
    assessed_base: int
    opened_on: date
    confirmed_on: date
    state: str
    steps: tuple[CaseStepKept, ...]
    due_ids: tuple[int, ...]

    @property
    def difference(self) -> int:
        """Yearly wages less periodic bases, in centimes."""
        return self.das_base - self.assessed_base


@dataclass(frozen=True, slots=True)
class DasLineOfQuarter:
    """A wage line in one quarter: its base there and its contributions rounded line by line."""

    filing_id: int
    line_no: int
    nss: str
    surname: str
    given_name: str
    base: int
    contributions: int


@dataclass(frozen=True, slots=True)
class QuarterReading:
    """The wage lines of a quarter against the dues of the same quarter.

    `das_base` = the bases of the lines; `difference` = `das_base` − `assessed_base` (open when not zero). `rounding` is the one named
    row: dues are rounded once on the employer's base, lines one by one; lines + rounding + the difference's own contributions = dues.
    """

    quarter_key: str
    lines: tuple[DasLineOfQuarter, ...]
    das_base: int
    assessed_base: int
    lines_contributions: int
    due_on_das_base: int
    due_on_assessed_base: int

    @property
    def difference(self) -> int:
        """Yearly wages less periodic bases, in centimes."""
        return self.das_base - self.assessed_base

    @property
    def rounding(self) -> int:
        """What rounding once on the whole base adds to the sum of the lines' rounded contributions."""
        return self.due_on_das_base - self.lines_contributions
