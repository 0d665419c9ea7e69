"""Frozen answers of the app: what was found, what became of it, and what controls are worth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from mizan.kernel.funds import Fund

DRAWN = frozenset({"random_awards"})
"""Controls whose subjects chance names, once a quarter: what the others are compared with."""


class Severity(StrEnum):
    """How soon a finding is looked at."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Conclusion(StrEnum):
    """What a finding turns out to be. Intent tells them apart: an error has none and is never sanctioned."""

    ERROR = "error"
    EVASION = "evasion"
    FRAUD = "fraud"
    UNFOUNDED = "unfounded"


CONFIRMED = frozenset({Conclusion.ERROR, Conclusion.EVASION, Conclusion.FRAUD})


class Cause(StrEnum):
    """Why it could happen."""

    COMPLEXITY = "complexity"
    UNCLEAR_RULE = "unclear_rule"
    WEAK_CONTROL = "weak_control"
    LACK_OF_SKILL = "lack_of_skill"
    COMMUNICATION = "communication"


class State(StrEnum):
    """Where a finding stands, computed from its steps."""

    OPEN = "open"
    TAKEN = "taken"
    FRAUD_PROPOSED = "fraud_proposed"
    CONCLUDED = "concluded"


class Followed(StrEnum):
    """What may follow a finding."""

    HOLD = "hold"
    REVERSAL = "reversal"
    DEBT = "debt"
    REFERRAL = "referral"


class Row(NamedTuple):
    """A subject a query gave: the stake in centimes, the values of the sentence that says why, and the rows that show it."""

    fund: Fund
    subject_kind: str
    subject: str
    starts_on: date
    ends_on: date | None
    award_id: int | None
    person_id: int | None
    accounts: tuple[int, ...]
    stake: int
    reasons: Mapping[str, object]
    evidence: tuple[Mapping[str, str], ...]


class RunDone(NamedTuple):
    """A control that was run: how many subjects it gave, how many for the first time, how many are there no more."""

    control: str
    run_id: int
    found: int
    new: int
    gone: int


class FindingKnown(NamedTuple):
    """A finding as it was last seen. `conclusion` and `cause` are "" until it is concluded; `stake` and `recovered` are centimes."""

    id: int
    control: str
    fund: Fund
    subject_kind: str
    subject: str
    starts_on: date
    ends_on: date | None
    award_id: int | None
    person_id: int | None
    found_at: datetime
    present: bool
    stake: int
    reasons: Mapping[str, object]
    evidence: tuple[Mapping[str, str], ...]
    state: State
    conclusion: str
    cause: str

    @property
    def number(self) -> str:
        """As people name it."""
        return f"C{self.id}"


class StepKnown(NamedTuple):
    """Something that was done on a finding."""

    kind: str
    conclusion: str
    cause: str
    hold_ground: str
    reason: str
    by_id: int
    at: datetime


class FollowedKnown(NamedTuple):
    """What followed a finding; one of the ids is given, or the reference of a referral."""

    what: Followed
    hold_id: int | None
    reversal_id: int | None
    debt_id: int | None
    reference: str
    at: datetime


class Measured(NamedTuple):
    """What was concluded in a month of a fund: findings, those confirmed, and what has come back since, in centimes."""

    fund: Fund
    month: date
    concluded: int
    confirmed: int
    recovered: int


class Worth(NamedTuple):
    """What a control of a fund is worth: findings waiting, gone before anybody concluded, concluded by what they were; centimes.

    `returns` is what each concluded finding has brought back, in centimes, the least first.
    """

    fund: Fund
    control: str
    waiting: int
    gone: int
    waiting_stake: int
    by_conclusion: Mapping[Conclusion, int]
    recovered: int
    returns: tuple[int, ...] = ()

    @property
    def concluded(self) -> int:
        """Those somebody concluded."""
        return sum(self.by_conclusion.values())

    @property
    def confirmed(self) -> int:
        """Those that were what the control said: precision is this out of `concluded`."""
        return sum(self.by_conclusion.get(one, 0) for one in CONFIRMED)
