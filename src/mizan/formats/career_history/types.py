"""What a career history says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from mizan.formats.anomalies import Anomaly, Outcome
from mizan.kernel.periods import Period

UNKNOWN: Final = "history_person_unknown"
"""What is told of a number nobody in the register bears: said where the register is at hand."""


class HistoryHead(NamedTuple):
    """Whose document it is: its reference, who issued it, and when."""

    reference: str
    issuer: str
    issued_on: date


class SpellLine(NamedTuple):
    """A person's time with an employer: its number (or ""), its name, the first day and the day after the last."""

    line: int
    nss: str
    scheme: str
    employer_number: str
    employer_name: str
    starts_on: date
    ends_on: date | None


class PeriodLine(NamedTuple):
    """A month, a quarter or a year: days of thirty a month, and the contributory wage or declared income in centimes."""

    line: int
    nss: str
    scheme: str
    employer_number: str
    employer_name: str
    period: Period
    days: int
    amount: int


@dataclass(frozen=True, slots=True)
class HistoryCheck:
    """A history read: taken whole or not at all. `content_hash` is the SHA-256 of the file's bytes, which two people agree on."""

    outcome: Outcome
    head: HistoryHead | None
    spells: tuple[SpellLine, ...]
    periods: tuple[PeriodLine, ...]
    anomalies: tuple[Anomaly, ...]
    content_hash: str

    @property
    def total(self) -> int:
        """All amounts together, in centimes."""
        return sum(one.amount for one in self.periods)
