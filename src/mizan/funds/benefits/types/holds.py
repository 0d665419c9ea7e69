"""Holds, notices and debts as others see them. Amounts are centimes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from mizan.kernel.funds import Fund


class HoldKnown(NamedTuple):
    """A hold on an award: its ground with its text, its days, appeal and notice; `state` is proposed, agreed, released or lapsed.

    `notified_on` is the day the notice was made in both languages; without it an agreed hold binds nobody.
    """

    id: int
    award_id: int
    fund: Fund
    kind: str
    ground: str
    reference: str
    standing: str
    longest_days: int
    reason: str
    starts_on: date
    deadline: date
    appeal_body: str
    appeal_days: int
    by_id: int
    at: datetime
    state: str
    notified_on: date | None
    net: int
    """What the award is due each month as held true now; 0 where it has ended."""

    @property
    def number(self) -> str:
        """How the letter and the person name it."""
        return f"{self.fund.value}-S-{self.at.year}-{self.id:07d}"

    def binds(self, day: date) -> bool:
        """Whether payments of a day wait by it."""
        return self.state == "agreed" and self.notified_on is not None and self.starts_on <= day <= self.deadline


class HoldStepKnown(NamedTuple):
    """A step of a hold: what, why, by which decision, by whom, when."""

    kind: str
    ground: str
    decision: str
    by_id: int
    at: datetime


class NoticeKnown(NamedTuple):
    """A notice: what it is of, its letter's template, address, hash and code, and how it reached the person, if it did."""

    id: int
    hold_id: int | None
    adjustment_id: int | None
    language: str
    template: str
    address: str
    told: Mapping[str, object]
    sha256: str
    code: str
    made_on: date
    channel: str
    reference: str
    served_on: date | None


class WrittenTo(NamedTuple):
    """Whom a notice is written to: personal data, to be logged before it is shown."""

    person_id: int
    surname_ar: str
    given_name_ar: str
    surname_fr: str
    given_name_fr: str
    nss: str
    birth_date: date | None
    rights_of_id: int
    agency_code: str


class DebtKnown(NamedTuple):
    """What a person owes back on an award: the whole and what is left of it, the months, and why: a decision or an undone payment.

    `origin` is "reversal", "law" (a day of the law, for everybody) or "decision"; `why` is what a decision acted on ("" where it says not).
    """

    id: int
    award_id: int
    fund: Fund
    kind: str
    amount: int
    left: int
    from_month: date
    to_month: date
    decision: str
    reason: str
    reversal_id: int | None
    entry_id: int
    made_at: datetime
    decision_id: int | None
    decision_kind: str
    why: str
    told: int
    """In how many languages its notice was made."""

    @property
    def origin(self) -> str:
        """What made it."""
        return "reversal" if self.reversal_id is not None else "law" if self.decision_kind == "revalorisation" else "decision"

    @property
    def number(self) -> str:
        """How the letter and the person name it."""
        return f"{self.fund.value}-T-{self.made_at.year}-{self.id:07d}"


class RecoveryKnown(NamedTuple):
    """What an instalment takes of a debt: its month, when it is paid, how much, and whether its run is approved."""

    instalment_id: int
    run_id: int
    month: date
    pay_on: date
    amount: int
    approved: bool


class ReversalKnown(NamedTuple):
    """A payment that should not have been made: proposed by one person, approved by another (None while it waits) and posted.

    `net` is the month's due that is undone, `paid` what had gone out; `recoverable` what the person owes back, as the debt `debt_id`.
    """

    id: int
    instalment_id: int
    award_id: int
    fund: Fund
    kind: str
    month: date
    run_id: int
    net: int
    paid: int
    ground: str
    proposed_by: int
    proposed_at: datetime
    approved_by: int | None
    approved_at: datetime | None
    entry_id: int | None
    recoverable: int
    debt_id: int | None
