"""Transfers and the balance: frozen answers. Amounts are centimes, rates parts per million, days dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TransferKept:
    """What CNAS ordered for one fund for one month, by branch; `settled_on` once paid."""

    id: int
    fund: str
    month: date
    amount: int
    by_branch: tuple[tuple[str, int], ...]
    ordered_on: date
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One fund, branch and month of the balance.

    `arrears` = `due` − `received`; `owed` is what was received for the fund and not yet paid over to it (nothing for CNAS's branches).
    """

    fund: str
    branch: str
    month: date
    due: int
    received: int
    owed: int

    @property
    def arrears(self) -> int:
        """Due less received."""
        return self.due - self.received


@dataclass(frozen=True, slots=True)
class BalanceTable:
    """The balance at the end of a day (the cut-off): what was booked up to and including `as_of`."""

    as_of: date
    rows: tuple[BalanceRow, ...]
    credit: int
    waiting: int
    """What was received and is laid on no due: employers' credit, and receipts to identify."""


@dataclass(frozen=True, slots=True)
class EmployerBalance:
    """One employer's part of a fund's branch."""

    employer_id: int
    due: int
    received: int

    @property
    def arrears(self) -> int:
        """Due less received."""
        return self.due - self.received
