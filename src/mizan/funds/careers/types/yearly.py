"""Years of the self-employed in a career. Amounts are centimes, a month has thirty days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from mizan.kernel.periods import Period


class ActivitySpan(NamedTuple):
    """The time of a person's activity on their own account; `ends_on` is the first day after it."""

    starts_on: date
    ends_on: date | None


class YearlyIncomeDraft(NamedTuple):
    """The base retained for a year: the days of activity (thirty a month), the base, and where it comes from.

    `source` names the due ("due/12"; "due/12/ended" once an end cut its year).
    `document_hash` is that of the declaration; empty: assessed for want of one.
    """

    person_id: int
    year: Period
    days: int
    base: int
    source: str
    document_hash: str
    active: ActivitySpan


@dataclass(frozen=True, slots=True)
class YearlyIncome:
    """A year as it was known: the base retained, its source ("due/12"), and whether the person declared it or was assessed."""

    year: int
    days: int
    base: int
    source: str
    declared: bool
    known_from: datetime

    @property
    def due_id(self) -> int:
        """The due that says what the year costs, and opens to the law."""
        return int(self.source.removeprefix("due/").partition("/")[0])
