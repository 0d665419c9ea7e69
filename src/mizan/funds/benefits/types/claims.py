"""Claims as others see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mizan.kernel.funds import Fund


class Kind(StrEnum):
    """What may be claimed; a retirement claim is granted as a pension or as an allowance, as the law says."""

    RETIREMENT = "retirement"
    RETIREMENT_ALLOWANCE = "retirement_allowance"
    SURVIVORS = "survivors"
    INVALIDITY = "invalidity"
    DEATH_GRANT = "death_grant"
    SICKNESS = "sickness"
    MATERNITY = "maternity"
    WORK_ACCIDENT = "work_accident"
    FAMILY_ALLOWANCES = "family_allowances"


class Channel(StrEnum):
    """How a claim came."""

    COUNTER = "counter"
    POST = "post"
    PORTAL = "portal"
    ASSISTED = "assisted"
    API = "api"
    OFFICER = "officer"
    """The fund itself, from facts it holds: nobody had to ask."""
    TAKEN_OVER = "existing"
    """Nobody asked: an award that was paid before the fund began here (`flows.take_over_awards`)."""


class StepKind(StrEnum):
    """What is done on a claim before its decision, and from `SAMPLED` on after it."""

    TAKEN = "taken"
    HANDED_OVER = "handed_over"
    ASKED = "asked"
    ANSWERED = "answered"
    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"
    SAMPLED = "sampled"
    EXAMINED = "examined"
    REPROPOSED = "reproposed"
    TO_JUDGE = "to_judge"
    """The night, on a decision whose facts changed and on which the law could not decide alone."""
    UPHELD = "upheld"
    """A second person leaves the decision as it is, with a reason."""


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """What is asked. `told` are facts only the claimant can tell, by their outside name in the law's topic, as text.

    `key` makes a claim sent twice one. `claimant_id` is who asks, `person_id` whose rights; the same for a person's own.
    """

    fund: Fund
    kind: Kind
    person_id: int
    claimant_id: int
    received_on: date
    key: str
    told: Mapping[str, str] = field(default_factory=dict)
    channel: Channel = Channel.COUNTER
    agency_code: str = ""


@dataclass(frozen=True, slots=True)
class StepKnown:
    """A step of a claim."""

    id: int
    kind: StepKind
    by: int
    to_account: int | None
    detail: Mapping[str, object]
    at: datetime


@dataclass(frozen=True, slots=True)
class ClaimKnown:
    """A claim with its steps, earliest first, and its decisions' ids."""

    id: int
    number: str
    fund: Fund
    kind: Kind
    person_id: int
    claimant_id: int
    received_on: date
    promised_on: date
    told: Mapping[str, str]
    channel: Channel
    agency_code: str
    opened_by: int
    opened_at: datetime
    steps: tuple[StepKnown, ...]
    decision_ids: tuple[int, ...]

    @property
    def state(self) -> str:
        """Where it stands: received, the kind of its last step, or decided."""
        if self.decision_ids:
            return "decided"
        return self.steps[-1].kind.value if self.steps else "received"

    @property
    def holder(self) -> int | None:
        """The account that holds the claim: who took it last, or whom it was handed to."""
        for step in reversed(self.steps):
            if step.kind in (StepKind.TAKEN, StepKind.HANDED_OVER):
                return step.to_account or step.by
        return None


@dataclass(frozen=True, slots=True)
class ClaimWaiting:
    """A line of the work queue: no name, only what is needed to choose the next one. `state` is that of `ClaimKnown`."""

    claim_id: int
    number: str
    fund: Fund
    kind: Kind
    received_on: date
    promised_on: date
    agency_code: str
    state: str
    holder_id: int | None
    since: datetime


@dataclass(frozen=True, slots=True)
class AgainWaiting:
    """A decision that somebody is to look at again, as the work queue tells it: no name. `by` said so last, at `since`.

    `state` is reproposed (a second person is waited for), answered (a fact was told since) or to_judge; then `told` holds the refusal
    (`code`, `params`) of the night and what had changed (`cause`). It is empty elsewhere.
    """

    claim_id: int
    number: str
    fund: Fund
    kind: Kind
    agency_code: str
    state: str
    by: int
    told: Mapping[str, object]
    since: datetime
