"""Statements, receipts, transfers, the balance and the state of the books."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from mizan.doors.api.reading import Body, Id, Month, PeriodKey, YearKey
from mizan.doors.api.shapes.dues import DueShown
from mizan.doors.api.shapes.filings import AnomalyShown


class ReceiptShown(Schema):
    """A bank line; `amount` is signed (+ received). `settlement_id` is null while it waits."""

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


class ReceiptsShown(Schema):
    """Receipts that match no due yet, oldest first. `next` is what `after` takes to go on; null at the end."""

    receipts: list[ReceiptShown]
    next: int | None


class SuggestionShown(Schema):
    """A payer a waiting receipt may come from, why, and the period to lay it on first.

    `employer_id` names an employer or, from 1099511627776 on, a self-employed person by their affiliation.
    """

    employer_id: int
    reason: str
    period_key: str | None
    open_amount: int


class SuggestionsShown(Schema):
    """The best come first."""

    receipt_id: int
    suggestions: list[SuggestionShown]


class MatchSent(Body):
    """The payer a receipt comes from (an employer or an affiliation), and the periods to lay it on first (none: the oldest dues)."""

    employer_id: Id
    period_keys: Annotated[list[PeriodKey | YearKey], Field(max_length=24)] = Field(default_factory=list)


class ReturnSent(Body):
    """The receipt that a return takes back, one of those `returnable` lists."""

    original_id: Id


class SettledShown(Schema):
    """What became of a receipt; `credit` is what exceeded the dues."""

    receipt_id: int
    settlement_id: int | None
    employer_id: int | None
    laid: int
    credit: int


class StatementShown(Schema):
    """The return of an import: `statement_id` is null when it was refused, `repeated` when it had been imported before."""

    outcome: Literal["accepted", "refused"]
    statement_id: int | None
    repeated: bool
    receipts: list[SettledShown]
    anomalies: list[AnomalyShown]


class BranchAmount(Schema):
    """The part of an order for one branch."""

    branch: str
    amount: int


class TransferShown(Schema):
    """What CNAS ordered for one fund for one month; `settled_on` once paid."""

    id: int
    fund: str
    month: date
    amount: int
    by_branch: list[BranchAmount]
    ordered_on: date
    settled_on: date | None


class TransfersShown(Schema):
    """Transfer orders, newest month first."""

    transfers: list[TransferShown]


class ApportionSent(Body):
    """The month whose receipts are apportioned to the funds that own each branch."""

    month: Month


class SettleSent(Body):
    """The bank line that paid the order (null: the statement has not come yet, the bank account is lowered at once)."""

    receipt_id: Id | None = None


class BalanceRowShown(Schema):
    """One fund, branch and month. `arrears` is `due` less `received`; `owed` was received for the fund and not yet paid over."""

    fund: str
    branch: str
    month: date
    due: int
    received: int
    arrears: int
    owed: int


class BalanceShown(Schema):
    """The balance at the end of the day `as_of`. `credit` and `waiting` were received and are laid on no due."""

    as_of: date
    rows: list[BalanceRowShown]
    credit: int
    waiting: int


class EmployerBalanceShown(Schema):
    """One employer's part of a fund's branch; `owed` was received and not yet paid over."""

    employer_id: int
    due: int
    received: int
    arrears: int
    owed: int


class EmployersBehindShown(Schema):
    """Employers behind a number of the balance, the largest arrears first."""

    as_of: date
    employers: list[EmployerBalanceShown]


class BehindShown(Schema):
    """A due as it stands today, and its part of the fund's branch at the cut-off."""

    due: DueShown
    due_in_branch: int
    received_in_branch: int


class DuesBehindShown(Schema):
    """Dues behind a number of the balance, newest first."""

    as_of: date
    dues: list[BehindShown]


class ReceivedShown(Schema):
    """What one receipt or credit laid on a due for the branch. `receipt_id` and its bank line are null where they are not the caller's."""

    due_id: int
    period_key: str
    code: str
    booked_on: date
    method: str | None
    receipt_id: int | None
    statement_no: str | None
    line_ref: str | None
    payer_name: str | None
    amount: int


class ReceivedBehindShown(Schema):
    """What was received behind a number of the balance, newest first."""

    as_of: date
    received: list[ReceivedShown]


class FaultShown(Schema):
    """Two numbers that should be equal and are not, in centimes."""

    check: str
    what: str
    detail: int
    books: int


class TransferBehindShown(Schema):
    """A transfer order and its part in what is opened; `settled_on` once paid."""

    order_id: int
    month: date
    ordered_on: date
    settled_on: date | None
    amount: int


class MovementShown(Schema):
    """What a receipt or credit laid on a due, or what came back of it (`returned`, negative); its bank line where it may be seen."""

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


class OwedBehindShown(Schema):
    """What is to be paid over: the movements sum to `owed`, which is what was received less the transfers that were paid."""

    as_of: date
    owed: int
    transfers: list[TransferBehindShown]
    movements: list[MovementShown]


class ProofShown(Schema):
    """The last nightly proof of the chained books. `broken` are entries that do not agree with their seal."""

    at: datetime
    sound: bool
    verified: int
    unsealed: int
    broken: list[int]
    faults: int


class LedgerShown(Schema):
    """Whether the books agree, asked now.

    `sub_ledger`: dues, receipts and credits equal their control accounts; `zero_sum`: each fund's postings sum to zero; `mirrors`: what one
    fund owes another is what the other claims (null for whoever does not see every fund). `proof` is the last night's.
    """

    sub_ledger: bool
    zero_sum: bool
    mirrors: bool | None
    faults: list[FaultShown]
    proof: ProofShown | None
