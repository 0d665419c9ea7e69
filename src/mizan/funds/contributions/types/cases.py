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

    `das_base` = the bases of the lines; `difference` = `das_base` − `assessed_base` (open when not zero). `due_on_assessed_base` is what
    was posted on the employer's account for those bases, and `relieved` what others bear of it. `rounding` is the one named row: dues are
    rounded once on the employer's base of each period, lines one by one; lines + rounding + `due_difference` = posted + relieved.
    """

    quarter_key: str
    lines: tuple[DasLineOfQuarter, ...]
    das_base: int
    assessed_base: int
    lines_contributions: int
    due_on_assessed_base: int
    relieved: int
    due_difference: int
    """The contributions on the bases assessed beyond those of the lines (negative where they fall short)."""

    @property
    def difference(self) -> int:
        """Yearly wages less periodic bases, in centimes."""
        return self.das_base - self.assessed_base

    @property
    def due_on_das_base(self) -> int:
        """The contributions on the bases of the lines, before what others bear of them."""
        return self.due_on_assessed_base + self.relieved - self.due_difference

    @property
    def rounding(self) -> int:
        """What rounding once on the whole base adds to the sum of the lines' rounded contributions."""
        return self.due_on_das_base - self.lines_contributions
