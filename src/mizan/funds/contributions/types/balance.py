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
    """One employer's part of a fund's branch; `owed` is what was received and not yet paid over (nothing for CNAS's branches)."""

    employer_id: int
    due: int
    received: int
    owed: int

    @property
    def arrears(self) -> int:
        """Due less received."""
        return self.due - self.received


@dataclass(frozen=True, slots=True)
class EmployerReceived:
    """What an order holds of one employer's receipts for a branch."""

    employer_id: int
    amount: int


@dataclass(frozen=True, slots=True)
class TransferBehind:
    """A transfer order and its part in the figure that is opened; `settled_on` once paid."""

    order_id: int
    month: date
    ordered_on: date
    settled_on: date | None
    amount: int


@dataclass(frozen=True, slots=True)
class MovementBehind:
    """What one receipt or credit laid on a due for a branch, or what came back of it (`returned`, negative).

    The receipt's bank line only where the asker may see it.
    """

    due_id: int
    period_key: str
    code: str
    booked_on: date
    returned: bool
    method: str | None
    receipt_id: int | None
    statement_no: str | None
    line_ref: str | None
    payer_name: str | None
    amount: int


@dataclass(frozen=True, slots=True)
class CreditHeld:
    """A credit held for an employer, or for an institution on its account."""

    employer_id: int
    debtor: str
    amount: int


@dataclass(frozen=True, slots=True)
class CreditMovementKept:
    """A change of a credit, and where it came from: a receipt (where the asker may see it) or a due."""

    booked_on: date
    cause: str
    """overpaid, released, credit_note, used or returned."""
    amount: int
    due_id: int | None
    settlement_id: int | None
    receipt_id: int | None
    statement_no: str | None
    line_ref: str | None
