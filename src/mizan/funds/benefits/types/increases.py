"""Increases of all the awards of a fund, as others see them. Amounts are centimes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from mizan.funds.benefits.types.awards import Parts
from mizan.kernel.funds import Fund


class IncreaseState(StrEnum):
    """The last step of an increase; begun while its lines are being computed."""

    BEGUN = "begun"
    PREPARED = "prepared"
    APPROVED = "approved"
    CANCELLED = "cancelled"


class Reach(StrEnum):
    """What an increase looks at again.

    `RAISED`: amounts, and the deductions of those that rise (increases made before deductions followed by themselves). `EVERYBODY`:
    amounts, and everybody's deductions. `DEDUCTIONS`: deductions alone, on a day whose law raises nothing.
    """

    RAISED = "raised"
    EVERYBODY = "everybody"
    DEDUCTIONS = "deductions"


@dataclass(frozen=True, slots=True)
class IncreaseInForce:
    """An increase that was approved: its day, the day the law was looked at, how its open questions were read, and its decision."""

    id: int
    effective_on: date
    known_on: date
    source: str
    law_version: str
    switches: Mapping[str, str | int]
    decision_id: int
    reach: Reach = Reach.RAISED


class IncreaseStepKnown(NamedTuple):
    """A step: what, by whom, when, what it says, and for an approval its decision."""

    kind: IncreaseState
    by_id: int
    at: datetime
    detail: Mapping[str, object]
    decision_id: int | None


@dataclass(frozen=True, slots=True)
class IncreaseKnown:
    """The increase of a fund's awards on a day, with its steps."""

    id: int
    fund: Fund
    effective_on: date
    attempt: int
    source: str
    law_version: str
    known_on: date
    switches: Mapping[str, str | int]
    prepared_by: int
    begun_at: datetime
    reach: Reach
    steps: tuple[IncreaseStepKnown, ...]

    @property
    def state(self) -> IncreaseState:
        """What was last done."""
        return self.steps[-1].kind if self.steps else IncreaseState.BEGUN

    def step(self, kind: IncreaseState) -> IncreaseStepKnown | None:
        """A step by its name."""
        return next((one for one in self.steps if one.kind is kind), None)


class IncreaseSums(NamedTuple):
    """What an increase changes a month for a kind of award (or all, ""): terms looked at and raised, and the money before and after."""

    kind: str
    terms: int
    raised: int
    gross_before: int
    gross_after: int
    net_before: int
    net_after: int
    fund_adds_before: int
    fund_adds_after: int
    state_adds_before: int
    state_adds_after: int


class IncreaseArrears(NamedTuple):
    """What an increase makes due for months gone by: for one kind of award, to the persons or by them, with the money of each part."""

    kind: str
    to_person: bool
    awards: int
    parts: Parts


class IncreaseDifference(NamedTuple):
    """An award that is no longer what an increase was computed from: "missing" from it, or "changed" since."""

    award_id: int
    what: str


class IncreaseLineShown(NamedTuple):
    """What an award becomes from a day on: money before and after."""

    award_id: int
    kind: str
    since: date
    gross_before: int
    gross_after: int
    net_before: int
    net_after: int
