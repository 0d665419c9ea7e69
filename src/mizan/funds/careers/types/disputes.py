"""Disputes on a month, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mizan.funds.careers.types.career import Scheme


@dataclass(frozen=True, slots=True)
class DisputeKnown:
    """A dispute on a month: what the person says it was, the evidence, the day by which the fund answers, and its answer.

    `verdict` is "" while it waits, "upheld" (the month is corrected) or "rejected" with its ground.
    """

    id: int
    person_id: int
    scheme: Scheme
    employer_id: int | None
    month: date
    claimed_days: int
    claimed_amount: int
    evidence: str
    opened_on: date
    answer_by: date
    verdict: str
    ground: str

    def is_late(self, on: date) -> bool:
        """Whether the fund should have answered before that day."""
        return not self.verdict and on > self.answer_by


@dataclass(frozen=True, slots=True)
class ProposalKnown:
    """What one person proposed (a credited period, its withdrawal, a correction, a career history) and whether another has decided."""

    id: int
    kind: str
    person_id: int | None
    content: Mapping[str, object]
    document_hash: str
    dispute_id: int | None
    proposed_by: int
    proposed_at: datetime
    granted: bool | None
    decided_by: int | None
