"""What the app hands to others: frozen answers. Amounts are centimes, rates parts per million, days dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mizan.formats.anomalies import Anomaly, Outcome


@dataclass(frozen=True, slots=True)
class FilingReceipt:
    """The answer to a deposit. Nothing was kept when `filing_id` is None: the deposit was refused, or it was a test.

    `repeated` says that the same content had been filed before: this is the first receipt again.
    """

    outcome: Outcome
    form: str
    lines: int
    taken: int
    anomalies: tuple[Anomaly, ...]
    filing_id: int | None = None
    receipt_no: str | None = None
    repeated: bool = False
    test: bool = False
    due_ids: tuple[int, ...] = ()
    case_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FilingKept:
    """A declaration as it was filed. `superseded_by` is the filing that replaced it, if any."""

    id: int
    receipt_no: str
    form: str
    employer_id: int
    period_key: str
    period_start: date
    period_end: date
    kind: str
    outcome: Outcome
    source: str
    filed_by: int
    filed_at: datetime
    lines: int
    taken: int
    quarter_bases: tuple[int, ...] | None
    workers_total: int | None
    hired: int | None
    left: int | None
    supersedes: int | None
    superseded_by: int | None
    law_version: str


@dataclass(frozen=True, slots=True)
class AnomalyKept:
    """One thing the check found in a filing, as it was said that day."""

    line: int
    field: str
    code: str
    severity: str
    message: Mapping[str, str]
    basis: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class DacLineKept:
    """One code of a contribution declaration and its base; `due_id` is the due it made, None when the base is empty."""

    code: str
    base: int
    due_id: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class AbatementKept:
    """One worker of an abatement annex."""

    code: str
    nss: str
    name: str
    birth_date: date | None
    base: int
    decision_no: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class MovementKept:
    """One worker who entered ("E") or left ("S")."""

    nss: str
    name: str
    sense: str
    moved_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class FilingDetail:
    """A filing with all it holds: what the check found, the lines left out, and for a DAC its lines and annexes."""

    filing: FilingKept
    anomalies: tuple[AnomalyKept, ...]
    waiting: tuple[tuple[int, str], ...]
    dac_lines: tuple[DacLineKept, ...]
    abatements: tuple[AbatementKept, ...]
    movements: tuple[MovementKept, ...]
    superseded_lines: int


@dataclass(frozen=True, slots=True)
class ShareKept:
    """The part of a due for one branch and payer, and what was laid on it."""

    rank: int
    branch: str
    payer: str
    fund: str
    rate_ppm: int
    amount: int
    received: int


@dataclass(frozen=True, slots=True)
class DueKept:
    """A due. `received` is what is laid on it, `arrears` what remains (both nothing once it is reversed)."""

    id: int
    employer_id: int
    period_key: str
    month: date
    code: str
    kind: str
    sequence: int
    debtor: str
    base: int
    rate_ppm: int
    amount: int
    received: int
    due_on: date
    filing_id: int | None
    case_id: int | None
    entry_id: int
    booked_on: date
    law_version: str
    reversed_on: date | None
    reversal_reason: str | None

    @property
    def arrears(self) -> int:
        """What remains to be paid."""
        return 0 if self.reversed_on else self.amount - self.received


@dataclass(frozen=True, slots=True)
class MatchKept:
    """What one receipt or credit laid on one due; `reversed_on` when it no longer counts."""

    id: int
    settlement_id: int
    receipt_id: int | None
    due_id: int
    amount: int
    method: str
    booked_on: date
    reversed_on: date | None


@dataclass(frozen=True, slots=True)
class DueDetail:
    """A due with its shares, what was laid on it and the steps of the law (the tree of `Trace.to_json`)."""

    due: DueKept
    shares: tuple[ShareKept, ...]
    matches: tuple[MatchKept, ...]
    trace: Mapping[str, Any]


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
class ReceiptKept:
    """A bank line. `settlement_id` is None while it waits; amounts are signed (+ received)."""

    id: int
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
class Suggestion:
    """An employer a waiting receipt may come from, why, and the period to lay it on first. The best come first."""

    employer_id: int
    reason: str
    """number_in_reference, account_of_employer, amount_of_period, or name_alike."""
    period_key: str | None
    open_amount: int


@dataclass(frozen=True, slots=True)
class StatementReceipt:
    """The answer to an import: the statement, whether it had been imported before, and its lines."""

    statement_id: int | None
    repeated: bool
    receipt_ids: tuple[int, ...]
    anomalies: tuple[Anomaly, ...] = ()


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


@dataclass(frozen=True, slots=True)
class DueBehind:
    """A due behind a number of the balance, and its part in the fund's branch."""

    due: DueKept
    due_in_branch: int
    received_in_branch: int


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
