"""Whole-award recomputations as others see them. Amounts are net centimes of a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from mizan.funds.benefits.types.claims import Kind
from mizan.kernel.funds import Fund


class Scope(StrEnum):
    """Which awards: every one, a share of them by turns, or those that differed when they were last computed."""

    FULL = "full"
    SHARE = "share"
    AGAIN = "again"


class Verdict(StrEnum):
    """What was found of an award."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNCOMPUTED = "uncomputed"


class Why(StrEnum):
    """Why an award differs, or could not be computed."""

    FACTS = "facts"
    """The facts known now are not those it was decided on."""
    LAW = "law"
    """The law known now is not that it was decided by."""
    KEPT = "kept"
    """What is kept is not what its own decision gives."""
    ENDED = "ended"
    """It is paid beyond the day it ends."""
    UNPAID = "unpaid"
    """It is not paid on a day it is due."""
    NOTHING_DUE = "nothing_due"
    """The law gives nothing."""
    AWARD_MISSING = "award_missing"
    """The law gives somebody something on the same claim, and there is no award for it."""
    FACT_MISSING = "fact_missing"
    """A fact nobody holds."""
    REFUSED = "refused"
    """The facts can not be true together, or the law of the day is not known."""
    NEWS = "news"
    """It differs, and the change that makes it differ waits for the night to be acted upon."""
    FAULT = "fault"
    """The computation failed."""


class Compared(NamedTuple):
    """What was found of an award: from which day it differs, both amounts (None: nothing), why, and what that is about."""

    award_id: int
    verdict: Verdict
    on_day: date | None = None
    kept: int | None = None
    given: int | None = None
    why: Why | None = None
    detail: Mapping[str, Any] | None = None


class AwardToCompute(NamedTuple):
    """An award of a block."""

    id: int
    claim_id: int
    kind: Kind
    pays: str
    person_id: int


@dataclass(frozen=True, slots=True)
class RecomputationKnown:
    """A recomputation: its awards, the moment everything is read as known at, and its sums so far (`ended_at` None: not ended)."""

    id: int
    fund: Fund
    scope: Scope
    parts: int
    part: int
    cut_off: datetime
    ended_at: datetime | None
    agreeing: int
    differing: int
    uncomputed: int

    @property
    def compared(self) -> int:
        """How many awards could be computed."""
        return self.agreeing + self.differing

    @property
    def awards(self) -> int:
        """How many there were."""
        return self.compared + self.uncomputed

    @property
    def rate_ppm(self) -> int | None:
        """The share of those compared that differ, in parts per million rounded up: 0 only where none does; None for nothing."""
        return -(-self.differing * 1_000_000 // self.compared) if self.compared else None


class RunRecomputed(NamedTuple):
    """The last recomputation of everyone in a fund, and whether something became known after its cut-off."""

    id: int
    cut_off: datetime
    ended_at: datetime
    agreeing: int
    differing: int
    uncomputed: int
    moved: bool


class WhyCount(NamedTuple):
    """How many awards do not agree as last computed, for one reason."""

    verdict: Verdict
    why: Why
    awards: int


class OpenResult(NamedTuple):
    """An award that does not agree as last computed, without a name."""

    award_id: int
    kind: Kind
    verdict: Verdict
    on_day: date | None
    kept: int | None
    given: int | None
    why: Why
    detail: Mapping[str, Any]
    cut_off: datetime
