"""Decisions as others see them, and what is needed to write one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from mizan.funds.benefits.types.awards import AwardDraft
from mizan.funds.benefits.types.claims import Kind
from mizan.kernel.funds import Fund


class Outcome(StrEnum):
    """How it was decided."""

    GRANTED = "granted"
    REFUSED = "refused"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class DecisionKnown:
    """A decision with its whole record (`mizan-decision/1`). `superseded_by` is the decision that stands for it now, if any."""

    id: int
    number: str
    claim_id: int | None
    award_id: int | None
    person_id: int | None
    claimant_id: int | None
    fund: Fund
    kind: str
    outcome: Outcome
    ground: str
    supersedes_id: int | None
    superseded_by: int | None
    law_on: date
    effective_on: date
    decided_at: datetime
    decided_by: int
    proposed_by: int | None
    automatic: bool
    sensitive: bool
    law_version: str
    record: Mapping[str, Any]
    record_hash: str
    difference: Mapping[str, Any]
    code: str
    letter_template: str


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What is to be written as a decision, with the awards it gives."""

    fund: Fund
    kind: Kind
    person_id: int
    claimant_id: int
    claim_id: int | None
    outcome: Outcome
    ground: str
    law_on: date
    effective_on: date
    law_version: str
    record: Mapping[str, Any]
    awards: tuple[AwardDraft, ...] = ()
    award_id: int | None = None
    supersedes_id: int | None = None
    automatic: bool = False
    sensitive: bool = False
    proposed_by: int | None = None
    difference: Mapping[str, Any] = field(default_factory=dict)
