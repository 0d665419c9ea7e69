"""Claims and decisions as the API takes and shows them. Amounts are centimes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from mizan.doors.api.reading import Body, Day, Id, Note, Nss, ShortText

FactName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Told = Annotated[dict[FactName, ShortText], Field(max_length=30)]
"""Facts by their names in the law's question, as text: `2026-01-31`, `48000.00`, `true`."""
PayingFund = Literal["CNAS", "CNR", "CASNOS"]
ClaimKind = Literal[
    "retirement", "survivors", "invalidity", "death_grant", "sickness", "maternity", "work_accident", "family_allowances"
]  # fmt: skip


class ClaimAsked(Body):
    """What somebody asks for. `claimant` is who asks, where that is not the person whose rights they are."""

    fund: PayingFund
    kind: ClaimKind
    person: Nss
    claimant: Nss | None = None
    received_on: Day
    told: Told = Field(default_factory=dict)


class FactsTold(Body):
    """What the claimant answered."""

    told: Told


class DecisionAsked(Body):
    """Grant as the law gives, or refuse with a ground (the law's own, where it refuses, may be left out)."""

    grant: bool
    ground: Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")] = ""


class Reason(Body):
    """Why."""

    reason: Note


class HandedTo(Body):
    """The account of a colleague."""

    account_id: Id


class ServedOn(Body):
    """A letter handed over on a day."""

    language: Literal["ar", "fr"]
    served_on: Day


class ClaimWaits(Schema):
    """A line of the queue; nobody is named."""

    claim_id: int
    number: str
    fund: str
    kind: str
    received_on: date
    promised_on: date
    agency_code: str
    state: str
    holder_id: int | None
    since: datetime


class ClaimsWaiting(Schema):
    """What waits, in order of promised date."""

    claims: list[ClaimWaits]


class AgainWaits(Schema):
    """A decision somebody is to look at again; nobody is named.

    `state` is `reproposed` (a second person is waited for), `answered` or `to_judge`; then `told` holds the refusal of the night
    (`code`, `params`) and what had changed (`cause`).
    """

    claim_id: int
    number: str
    fund: str
    kind: str
    agency_code: str
    state: str
    told: dict[str, Any]
    since: datetime


class AgainWaiting(Schema):
    """The decisions to look at again, the oldest word first."""

    reassessments: list[AgainWaits]


class AgainAsked(Body):
    """Propose that a decision be made again; `since`: from which day something changed, where a benefit lives with its household."""

    reason: Note
    since: Day | None = None


class AgainDecided(Body):
    """Decide again on what was shown: its `seen`."""

    seen: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class AwardAgain(Schema):
    """What an award would become, a month: net before and after; `due` is what the months gone by are due (below zero: a debt)."""

    award_id: int | None
    fund: str
    kind: str
    person_id: int
    since: date
    net_before: int
    net_after: int
    due: int
    to_month: date | None


class FactAgain(Schema):
    """A fact that is not what it was."""

    name: str
    before: str | list[str] | None
    after: str | list[str] | None
    source: str | None


class AgainShown(Schema):
    """What deciding again would change. `refusal` is the code of why nothing can be computed ("" where it can); `missing` the facts."""

    claim_id: int
    decision_id: int
    state: str
    said_by: int
    said_at: datetime
    reason: str
    awards: list[AwardAgain]
    facts: list[FactAgain]
    missing: list[str]
    refusal: str
    seen: str


class ClaimState(Schema):
    """Where a claim stands after an act; `decision_ids` are its decisions, the first and what came after."""

    id: int
    number: str
    state: str
    promised_on: date
    decision_ids: list[int]


class FactHeld(Schema):
    """A fact the funds hold or the claimant told, and where it comes from."""

    name: str
    value: str | list[str]
    source: str


class GivenShown(Schema):
    """What the law gives: a month, or once."""

    fund: str
    kind: str
    pays: str
    person_id: int
    starts_on: date
    ends_on: date | None
    gross: int
    net: int


class ClaimShown(ClaimState):
    """A claim with what is held, what is missing, and what the law answers; `ground` is why there is no right ("" where there is one)."""

    fund: str
    kind: str
    person_id: int
    claimant_id: int
    received_on: date
    facts: list[FactHeld]
    missing: list[str]
    to_judge: list[str]
    gives: list[GivenShown]
    ground: str
    law_version: str | None


class DecisionShown(Schema):
    """A decision with its whole record, which anybody can replay (`mizan law replay`)."""

    id: int
    number: str
    claim_id: int | None
    fund: str
    kind: str
    outcome: str
    ground: str
    law_on: date
    effective_on: date
    decided_at: datetime
    automatic: bool
    supersedes_id: int | None
    superseded_by: int | None
    law_version: str
    record_hash: str
    record: dict[str, Any]
    difference: dict[str, Any]


class LetterKept(Schema):
    """What is kept of a letter that was served; `appeal_until` is the last day to appeal, as the law counts it."""

    decision_id: int
    language: str
    template: str
    sha256: str
    served_on: date
    appeal_until: date
