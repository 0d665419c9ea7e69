"""Proof of life as others see it: signs, asks, steps, and where a person stands on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from mizan.kernel.periods import add_days, add_months


class EvidenceKind(StrEnum):
    """How a person was shown alive by somebody who came to say so."""

    SEEN = "seen"
    HOME_VISIT = "home_visit"
    TOWN_HALL = "town_hall"
    CONSULATE = "consulate"
    CARE = "care"


class SignKind(StrEnum):
    """Everything that shows a person alive: the evidence above, and what the funds hold for other reasons."""

    SEEN = "seen"
    HOME_VISIT = "home_visit"
    TOWN_HALL = "town_hall"
    CONSULATE = "consulate"
    CARE = "care"
    CIVIL = "civil"
    ACTIVITY = "activity"
    CLAIM = "claim"


class ProofStepKind(StrEnum):
    """What is done after asking."""

    SENT = "sent"
    VISIT_ASKED = "visit_asked"
    CALLED = "called"
    VISITED = "visited"


class Standing(StrEnum):
    """Where a person stands."""

    PROVED = "proved"
    ASKED = "asked"
    """Asked, and the grace runs."""
    ASSISTED = "assisted"
    """Somebody goes to the person: a visit was asked for, or the grace has passed without an answer."""
    NOTHING = "nothing"
    """Nothing shows the person alive for now, and nobody has asked: the next birth month will."""


class LetterAsked(NamedTuple):
    """A letter of a day: whose ask, which agency keeps the file ("" for none), and whether it is noted as sent."""

    ask_id: int
    person_id: int
    fund: str
    agency_code: str
    sent: bool


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """That a person was alive on a day. `place` says where, or which system tells; an officer's own words say why it was taken."""

    person_id: int
    kind: EvidenceKind
    on_day: date
    place: str
    reason: str = ""
    source_ref: str = ""
    content_hash: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that shows a person alive on a day: which kind, where, its reference, who said so, since when it is known.

    `by` is None where an institution's declaration says it; `valid_until` is the first day it no longer counts.
    """

    kind: SignKind
    on_day: date
    place: str
    ref: str
    evidence_id: int | None
    by: int | None
    known_from: datetime
    valid_until: date


@dataclass(frozen=True, slots=True)
class ProofStepKnown:
    """A step after an ask."""

    kind: ProofStepKind
    on_day: date
    outcome: str
    language: str
    sha256: str
    note: str
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AskKnown:
    """An ask with its steps, earliest first."""

    id: int
    person_id: int
    fund: str
    due_month: date
    asked_on: date
    counts_since: date
    grace_days: int
    template: str
    by: int
    at: datetime
    steps: tuple[ProofStepKnown, ...] = ()

    def _first(self, day: date, *kinds: ProofStepKind) -> date | None:
        return min((one.on_day for one in self.steps if one.kind in kinds and one.on_day <= day), default=None)

    def sent_on(self, day: date) -> date | None:
        """The day the letter left, as of a day."""
        return self._first(day, ProofStepKind.SENT)

    def visit_asked_on(self, day: date) -> date | None:
        """The day a visit was asked for, as of a day."""
        return self._first(day, ProofStepKind.VISIT_ASKED)

    def tried_on(self, day: date) -> date | None:
        """The first day somebody called or visited once the letter had left, as of a day."""
        sent = self.sent_on(day)
        if sent is None:
            return None
        tried = (ProofStepKind.CALLED, ProofStepKind.VISITED)
        return min((one.on_day for one in self.steps if one.kind in tried and sent <= one.on_day <= day), default=None)

    def grace_until(self, day: date) -> date:
        """The last day of grace: the birth month, then the days; never fewer days than from the letter."""
        month_end = add_days(add_months(self.due_month, 1), -1)
        return add_days(max(month_end, self.sent_on(day) or month_end), self.grace_days)

    def answered_by(self, signs: Sequence[Sign], day: date) -> Sign | None:
        """What answers the ask as of a day: the first sign that would have prevented it, or came after it."""
        return next((one for one in signs if self.counts_since <= one.on_day <= day), None)

    def may_be_held(self, signs: Sequence[Sign], day: date) -> str:
        """Why payments may not be proposed for a hold on a day, as a refusal's code; "" where all that must come before has come."""
        if self.answered_by(signs, day) is not None:
            return "proof_known"
        if self.sent_on(day) is None or day <= self.grace_until(day):
            return "proof_grace_runs"
        return "" if self.tried_on(day) is not None else "proof_not_tried"


@dataclass(frozen=True, slots=True)
class LifeState:
    """Where a person stands on a day. `sign` proves until `until`; `ask` is the one that waits, its grace ends on `until`."""

    standing: Standing
    until: date | None = None
    sign: Sign | None = None
    ask: AskKnown | None = None


@dataclass(frozen=True, slots=True)
class ProofWaiting:
    """A line of the list of those asked and not heard of: no name, only what is needed to choose whom to call first."""

    ask_id: int
    person_id: int
    fund: str
    agency_code: str
    wilaya_code: int
    due_month: date
    asked_on: date
    sent_on: date | None
    grace_until: date
    visit_asked_on: date | None
    tried_on: date | None
    tries: int
    held: bool

    def to_visit(self, day: date) -> bool:
        """Whether somebody is to go there: a visit was asked for, or the grace has passed."""
        return self.visit_asked_on is not None or (self.sent_on is not None and self.grace_until < day)


def life_state(signs: Sequence[Sign], asks: Sequence[AskKnown], day: date) -> LifeState:
    """Where a person stands on a day, of all that is known of them: the same facts give the same answer."""
    valid = [one for one in signs if one.on_day <= day < one.valid_until]
    if valid:
        best = max(valid, key=lambda one: (one.valid_until, one.on_day, one.ref))
        return LifeState(Standing.PROVED, best.valid_until, best)
    waiting = [one for one in asks if one.asked_on <= day < add_months(one.due_month, 12) and one.answered_by(signs, day) is None]
    if not waiting:
        return LifeState(Standing.NOTHING)
    ask = waiting[-1]
    until = ask.grace_until(day)
    late = ask.sent_on(day) is not None and until < day
    standing = Standing.ASSISTED if late or ask.visit_asked_on(day) is not None else Standing.ASKED
    return LifeState(standing, until, None, ask)
