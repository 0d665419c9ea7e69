"""Pay runs as the API takes and shows them. Amounts are centimes; nobody is named but in the payment file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from mizan.doors.api.reading import Body, Day, Line, Month, Note
from mizan.doors.api.shapes.benefits import PayingFund
from mizan.doors.api.shapes.filings import AnomalyShown


class RunAsked(Body):
    """The month to prepare, and the day on which people are paid."""

    fund: PayingFund
    month: Month
    pay_on: Day


class FileAsked(Body):
    """The shape of the file and the account that pays: 20 digits, the key included."""

    profile: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")]
    payer: Line
    account: Annotated[str, Field(pattern=r"^[0-9]{20}$")]


class FindingAnswered(Body):
    """What was found is right, and the next run pays (`cleared`), or is indeed wrong (`upheld`), with the ground."""

    answer: Literal["cleared", "upheld"]
    ground: Note


class GroundGiven(Body):
    """Why."""

    ground: Note


class RunStep(Schema):
    """A step: what, whose account, when, and for an approval its entry in the books."""

    kind: str
    by_id: int
    at: datetime
    entry_id: int | None


class RunTotals(Schema):
    """Sums of a branch, or of all of them (`branch` empty). `earned` is what the fund bears; `waiting` is owed and not paid now."""

    branch: str
    lines: int
    payments: int
    earned: int
    state_adds: int
    social_insurance: int
    income_tax: int
    net: int
    arrears: int
    released: int
    reissued: int
    recovered: int
    paid: int
    waiting: int


class FileShown(Schema):
    """The payment file that went out; its bytes are at `/payments/{run_id}/file`."""

    profile: str
    message_id: str
    payer: str
    payer_account: str
    sha256: str
    lines: int
    total: int
    at: datetime


class RunLine(Schema):
    """A run of a fund for a month; `state` is its last step."""

    id: int
    fund: str
    month: date
    attempt: int
    pay_on: date
    state: str
    total: RunTotals


class RunsShown(Schema):
    """The runs, the latest month first, at most 200."""

    runs: list[RunLine]


class ChangeShown(Schema):
    """A reason for which the run pays more or less than the run before."""

    reason: str
    awards: int
    amount: int


class DifferenceShown(Schema):
    """An award whose instalment is no longer what is due since the run was prepared."""

    award_id: int
    what: str
    in_run: int
    now_due: int


class RecomputedShown(Schema):
    """The last recomputation of everyone in the fund, from careers; `moved`: something is known later than that."""

    id: int
    cut_off: datetime
    ended_at: datetime
    agreeing: int
    differing: int
    uncomputed: int
    moved: bool


class RunShown(RunLine):
    """A run: its sums by branch, what changed since the month before (it adds up), and, while it may be agreed, what is due no more."""

    recovery_ppm: int
    prepared_by: int
    prepared_at: datetime
    branches: list[RunTotals]
    changes: list[ChangeShown]
    differences: list[DifferenceShown]
    recomputed: RecomputedShown | None
    steps: list[RunStep]
    file: FileShown | None


class FindingShown(Schema):
    """What a control found. `stops`: the payment waits. `answer` is `cleared`, `upheld` or empty while nobody answered."""

    id: int
    award_id: int
    control: str
    stops: bool
    detail: dict[str, Any]
    answer: str


class RunFindings(Schema):
    """Findings in the order in which they were kept. `next` is what `after` takes to go on; null at the end."""

    findings: list[FindingShown]
    next: int | None


class WaitingShown(Schema):
    """An instalment that is owed and waits; `waits` is why, `state` says whether it was paid or undone since."""

    id: int
    award_id: int
    net: int
    waits: str
    hold_id: int | None
    state: str


class RunWaiting(Schema):
    """Instalments that wait. `next` is what `after` takes to go on; null at the end."""

    waiting: list[WaitingShown]
    next: int | None


class PaymentReturnShown(Schema):
    """A payment that came back; `reissue`: it will be paid again; `settled`: it was."""

    id: int
    instalment_id: int
    award_id: int
    code: str
    words: str
    amount: int
    at: datetime
    reissue: bool
    settled: bool


class RunReturns(Schema):
    """Payments that came back. `next` is what `after` takes to go on; null at the end."""

    returns: list[PaymentReturnShown]
    next: int | None


class ReturnsTakenShown(Schema):
    """What a file of returns did; `refused`: nothing of it was kept. `repeated`: it had been taken before."""

    outcome: str
    returned: int
    amount: int
    repeated: bool
    anomalies: list[AnomalyShown]
