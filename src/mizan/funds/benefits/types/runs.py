"""Pay runs as others see them. Amounts are centimes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from mizan.kernel.funds import Fund


class RunState(StrEnum):
    """The last step of a run."""

    PREPARED = "prepared"
    AGREED = "agreed"
    APPROVED = "approved"
    FILED = "filed"
    CANCELLED = "cancelled"


class RunStepKnown(NamedTuple):
    """A step: what, by whom, when, and for an approval its entry in the books."""

    kind: RunState
    by_id: int
    at: datetime
    entry_id: int | None


class RunSums(NamedTuple):
    """The sums of a run for one branch, or of all of them. `earned` is what the fund itself bears; `waiting` is owed and not paid now."""

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


@dataclass(frozen=True, slots=True)
class FileKept:
    """A payment file that went out: its shape and id, who pays from where, its SHA-256, how many payments and how much."""

    profile: str
    message_id: str
    payer: str
    payer_account: str
    sha256: str
    lines: int
    total: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RunKnown:
    """The pay run of a fund for a month, with its steps and its file."""

    id: int
    fund: Fund
    month: date
    attempt: int
    pay_on: date
    recovery_ppm: int
    prepared_by: int
    prepared_at: datetime
    steps: tuple[RunStepKnown, ...]
    file: FileKept | None

    @property
    def state(self) -> RunState:
        """What was last done."""
        return self.steps[-1].kind if self.steps else RunState.PREPARED

    def step(self, kind: RunState) -> RunStepKnown | None:
        """A step by its name."""
        return next((one for one in self.steps if one.kind is kind), None)


class RunChange(NamedTuple):
    """A reason for which a run pays more or less than the run before, how many awards it concerns, and by how much."""

    reason: str
    awards: int
    amount: int


class RunDifference(NamedTuple):
    """An award whose instalment is no longer what is due: what differs, what the run pays, what would be paid now."""

    award_id: int
    what: str
    in_run: int
    now_due: int


class FindingKnown(NamedTuple):
    """What a control found; `answer` is "cleared", "upheld" or "" while nobody answered."""

    id: int
    run_id: int
    award_id: int
    control: str
    stops: bool
    detail: Mapping[str, object]
    answer: str


@dataclass(frozen=True, slots=True)
class InstalmentKnown:
    """An instalment of an award: the month's money, what is added or recovered, what is paid, and why it waits ("" when it does not).

    `state` is "prepared", "ordered" (approved), "waiting", "returned", "settled" (waited or returned, then paid) or "reversed".
    """

    id: int
    run_id: int
    award_id: int
    month: date
    term_id: int | None
    pension: int
    fund_adds: int
    state_adds: int
    supplement: int
    gross: int
    social_insurance: int
    income_tax: int
    net: int
    arrears: int
    released: int
    reissued: int
    recovered: int
    paid: int
    reason: str
    waits: str
    hold_id: int | None
    pay_on: date
    state: str
    return_code: str


class ReturnKnown(NamedTuple):
    """A payment that came back: the bank's code and words, and whether it was ordered to be paid again, or is already."""

    id: int
    instalment_id: int
    award_id: int
    code: str
    words: str
    amount: int
    at: datetime
    reissue: bool
    settled: bool
