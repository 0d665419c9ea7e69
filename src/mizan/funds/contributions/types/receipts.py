"""Bank lines and settlements: frozen answers. Amounts are centimes, rates parts per million, days dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mizan.formats.anomalies import Anomaly


@dataclass(frozen=True, slots=True)
class ReceiptKept:
    """A bank line of one fund's account. `settlement_id` is None while it waits; amounts are signed (+ received)."""

    id: int
    fund: str
    account: str
    statement_no: str
    line_ref: str
    booked_on: date
    value_on: date
    amount: int
    payer_name: str
    payer_account: str
    reference: str
    is_return: bool
    returns_ref: str
    settlement_id: int | None
    employer_id: int | None


@dataclass(frozen=True, slots=True)
class Paid:
    """What a settled receipt paid: for whom (`debtor`), and how much on the account of each employer."""

    debtor: str
    by_employer: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A payer a waiting receipt may come from, why, and the period to lay it on first. The best come first."""

    employer_id: int
    reason: str
    """number_in_reference, account_of_employer, amount_of_period, or name_alike."""
    period_key: str | None
    open_amount: int


@dataclass(frozen=True, slots=True)
class InstitutionOwes:
    """An institution a waiting receipt may come from: why, all the reliefs it owes, and the dues the receipt would settle."""

    debtor: str
    reason: str
    """named_in_payment, amount_of_reliefs, or owes_reliefs."""
    open_amount: int
    due_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StatementReceipt:
    """The answer to an import: the statement, whether it had been imported before, and its lines."""

    statement_id: int | None
    repeated: bool
    receipt_ids: tuple[int, ...]
    anomalies: Sequence[Anomaly] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a receipt: settled (with what remains as credit), or waiting."""

    receipt_id: int
    settlement_id: int | None
    employer_id: int | None
    laid: int
    credit: int

    @property
    def waits(self) -> bool:
        """Whether the receipt is still in the queue."""
        return self.settlement_id is None


@dataclass(frozen=True, slots=True)
class SettlementKept:
    """A receipt or a credit laid on an employer's dues: `laid` is what its live matches hold today."""

    id: int
    receipt_id: int | None
    method: str
    amount: int
    laid: int
    credit: int
    booked_on: date


@dataclass(frozen=True, slots=True)
class LaidKept:
    """What a settlement laid on one due; `reversed_on` when it no longer counts."""

    due_id: int
    employer_id: int
    period_key: str
    code: str
    kind: str
    amount: int
    booked_on: date
    reversed_on: date | None
