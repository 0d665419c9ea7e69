"""What a line of the file says. Amounts are centimes a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly


class Minimum(NamedTuple):
    """The part (`amount`) of a whole minimum (`whole`) of a kind of benefit that the award was given; "" and 0 where it has none."""

    kind: str = ""
    amount: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class ExistingAward:
    """An award in payment, as the former system pays it: `id` is its number there.

    `nin`/`nss` name who is paid, `of_nin`/`of_nss` the deceased on whose rights a survivor is ("" elsewhere). `starts_on` is the first day
    it was ever due, `ends_on` the first it is due no more where that is known (a child's age). Net is what the former system pays, or None.
    """

    id: str
    kind: str
    nin: str
    nss: str
    of_nin: str
    of_nss: str
    starts_on: date
    ends_on: date | None
    pension: int
    fund_adds: int
    state_adds: int
    supplement: int
    minimum: Minimum
    account: str
    account_kind: str
    holder: str
    net: int | None
    content_hash: str
    """SHA-256 over everything the line says."""

    @property
    def gross(self) -> int:
        """What is due before deductions."""
        return self.pension + self.fund_adds + self.state_adds + self.supplement


@dataclass(frozen=True, slots=True)
class ExistingAwardLine:
    """One line: its place in the file, the award if it can be read, and what was found in it."""

    line: int
    award: ExistingAward | None
    anomalies: tuple[Anomaly, ...]


@dataclass(frozen=True, slots=True)
class ExistingAwardsCheck:
    """A file read: its lines in order, what concerns the whole file (nothing can be taken then), and the SHA-256 of its bytes."""

    lines: tuple[ExistingAwardLine, ...]
    anomalies: tuple[Anomaly, ...]
    content_hash: str
