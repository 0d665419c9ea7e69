"""Awards and their terms as others see them. Amounts are centimes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from mizan.funds.benefits.types.claims import Kind
from mizan.kernel.funds import Fund


class Parts(NamedTuple):
    """The money of a term in the order of its columns: gross is the sum of the first four, net is gross less the two deductions."""

    pension: int
    fund_adds: int
    state_adds: int
    supplement: int
    social_insurance: int
    income_tax: int

    @property
    def gross(self) -> int:
        """What is due before deductions."""
        return self.pension + self.fund_adds + self.state_adds + self.supplement

    @property
    def net(self) -> int:
        """What the person receives."""
        return self.gross - self.social_insurance - self.income_tax


class Least(NamedTuple):
    """The part of a minimum an award was given on its day: `amount` of the whole `of`, for a kind of benefit of the law's choices.

    "" and 0 where no minimum is known of the award.
    """

    kind: str = ""
    amount: int = 0
    of: int = 0


NO_LEAST = Least()


class TermDraft(NamedTuple):
    """A term to give: its days (the end excluded, None: no end known), its money, the version of the law it follows, its minimum."""

    starts_on: date
    ends_on: date | None
    parts: Parts
    law_version: str
    least: Least = NO_LEAST


@dataclass(frozen=True, slots=True)
class AwardDraft:
    """An award to give: who is paid by which fund, what kind, monthly or once, and its terms, earliest first."""

    fund: Fund
    kind: Kind
    pays: str
    person_id: int
    rights_of_id: int
    terms: tuple[TermDraft, ...]


@dataclass(frozen=True, slots=True)
class TermKnown:
    """A term as held true from `known_from` until `known_until` (None: still)."""

    id: int
    decision_id: int
    starts_on: date
    ends_on: date | None
    parts: Parts
    law_version: str
    known_from: datetime
    known_until: datetime | None
    least: Least


@dataclass(frozen=True, slots=True)
class AdjustmentKnown:
    """Arrears or a debt for months gone by, net, with its entry; `to_month` is the last month concerned.

    A decision made it so; without one (`decision_id` None), the reversal of a payment that should not have been made.
    """

    id: int
    decision_id: int | None
    kind: str
    amount: int
    from_month: date
    to_month: date
    entry_id: int


@dataclass(frozen=True, slots=True)
class AwardKnown:
    """An award with every term ever held true, by day then by the time it was known."""

    id: int
    fund: Fund
    kind: Kind
    pays: str
    person_id: int
    rights_of_id: int
    claim_id: int
    first_decision_id: int
    starts_on: date
    terms: tuple[TermKnown, ...]
    adjustments: tuple[AdjustmentKnown, ...]

    def live(self) -> tuple[TermKnown, ...]:
        """The terms held true now, earliest first."""
        return tuple(term for term in self.terms if term.known_until is None)

    def on(self, day: date) -> TermKnown | None:
        """The term of a day as held true now; None where nothing is due."""
        return next((one for one in self.live() if one.starts_on <= day and (one.ends_on is None or day < one.ends_on)), None)


@dataclass(frozen=True, slots=True)
class PayeeAccountKnown:
    """Where a person is paid: a postal account (ccp) or a bank's (rib)."""

    person_id: int
    account: str
    account_kind: str
    holder_name: str
    known_from: datetime
