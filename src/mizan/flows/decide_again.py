"""A decision looked at again by officers: one proposes it, another sees what would change and decides, or leaves the decision as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from mizan.flows.benefit_case import Proposal, day_of, open_case, proposal_of
from mizan.flows.reassess import (
    PURPOSE,
    Change,
    changes_given,
    due_of,
    facts_changed,
    reassess_award,
    since_by_time,
    starts_again,
    told_of_change,
)
from mizan.funds.benefits.actions import look_again
from mizan.funds.benefits.actions.look_again import TIME
from mizan.funds.benefits.actions.raise_awards import hold_increases
from mizan.funds.benefits.actions.work_claim import add_step
from mizan.funds.benefits.actions.write_decision import Written
from mizan.funds.benefits.kinds import benefit_of
from mizan.funds.benefits.queries import again_said, live_decision_of_claim
from mizan.funds.benefits.types import ClaimKnown, DecisionKnown, Kind, StepKind, StepKnown
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refusal, Refused, refused


@dataclass(frozen=True, slots=True)
class AwardAgain:
    """What an award would become: net in centimes before and after `since`, and what the months gone by are due (below zero: a debt).

    `award_id` None: a new award. `to_month` is the last month gone by that is due otherwise, as its first day; None where there is none.
    """

    award_id: int | None
    fund: Fund
    kind: Kind
    person_id: int
    since: date
    net_before: int
    net_after: int
    due: int
    to_month: date | None


@dataclass(frozen=True, slots=True)
class Again:
    """A decision looked at again: the last word said on it, and what deciding again would change as the law gives it now.

    `facts` are those that are not what they were (before, after, source). `refusal` is why nothing can be computed. `seen` names what is
    shown: whoever decides gives it back, so that nothing is decided that nobody has seen.
    """

    standing: DecisionKnown
    said: StepKnown
    proposal: Proposal
    awards: tuple[AwardAgain, ...]
    facts: Mapping[str, Mapping[str, Any]]
    refusal: Refusal | None
    seen: str


def propose_reassessment(claim_id: int, *, reason: str, since: date | None = None, by: int, at: datetime) -> None:
    """Propose that the last decision on a claim be made again, for another person to decide; it stays on the claim, with its reason.

    `since`: from which day something changed; asked where a benefit lives with its household.
    Refused: ``ground_missing`` (no reason), ``again_since`` (a day to come, or none where it is asked), ``claim_unknown``,
    ``claim_not_decided``, ``claim_withdrawn``, ``own_file``.
    """
    if not reason.strip():
        raise refused("ground_missing", "reason")
    if since is not None and since > day_of(at):
        raise refused("again_since", "since")
    with transaction.atomic():
        claim = open_case(claim_id, purpose=PURPOSE, by=by, at=at)
        standing = _standing(claim_id)
        if since is None and claim.kind is Kind.SURVIVORS:
            raise refused("again_since", "since")
        day = {} if since is None else {"since": since.isoformat()}
        add_step(claim_id, StepKind.REPROPOSED, {"decision": str(standing.id), "reason": reason.strip(), **day}, by=by, at=at)


def looked_at_again(claim_id: int, *, by: int, at: datetime) -> Again | None:
    """What deciding again would change, where somebody or the night has said that it is to be looked at; else None. The files are opened.

    Call it in a transaction, whose files stay open to its end. Refused: ``claim_unknown``, ``claim_not_decided``.
    """
    return _again(open_case(claim_id, purpose=PURPOSE, by=by, at=at), at)


def decide_again(claim_id: int, *, seen: str, by: int, at: datetime) -> Written:
    """Decide again as another person has proposed, on what was shown (`Again.seen`); the new decision supersedes and says what changed.

    Refused: ``again_not_proposed``, ``decision_needs_another_person`` (one's own proposal), ``again_nothing`` (the law gives the same),
    ``again_moved`` (what would change is not what was shown), why the law refuses the facts, ``claim_unknown``,
    ``claim_not_decided``, ``own_file``.
    """
    with transaction.atomic():
        claim = open_case(claim_id, purpose=PURPOSE, by=by, at=at)
        hold_increases(benefit_of(claim.kind).funds)
        found = _again(claim, at)
        if found is None or found.said.kind is not StepKind.REPROPOSED:
            raise refused("again_not_proposed", "claim")
        if found.said.by == by:
            raise refused("decision_needs_another_person", "decision")
        if found.refusal is not None:
            raise Refused(found.refusal)
        if not found.awards:
            raise refused("again_nothing", "claim")
        if found.seen != seen:
            raise refused("again_moved", "claim")
        reason = {"kind": "proposal", "step": found.said.id, "text": str(found.said.detail.get("reason", ""))}
        written = reassess_award(
            claim_id, since=since_of(found.said), reason=reason, proposed_by=found.said.by, by=by, at=at
        )  # fmt: skip
        if written is None:
            raise refused("again_nothing", "claim")
    return written


def uphold_decision(claim_id: int, *, reason: str, by: int, at: datetime) -> None:
    """Leave the decision as it is, against the proposal of another person. Refused: as the act of the same name, ``claim_unknown``."""
    with transaction.atomic():
        open_case(claim_id, purpose=PURPOSE, by=by, at=at)
        look_again.uphold_decision(claim_id, reason=reason, by=by, at=at)


def since_of(said: StepKnown) -> date | None:
    """From which day something changed, as a proposal or the night says it; None where neither does."""
    cause = said.detail.get("cause")
    told = cause.get("since") if isinstance(cause, Mapping) else said.detail.get("since")
    if told is None:
        return None
    day = date.fromisoformat(str(told))
    return since_by_time(day) if isinstance(cause, Mapping) and cause.get("kind") == TIME else day


def _standing(claim_id: int) -> DecisionKnown:
    found = live_decision_of_claim(claim_id)
    if found is None:
        raise refused("claim_not_decided", "claim")
    return found


def _again(claim: ClaimKnown, at: datetime) -> Again | None:
    standing, said = _standing(claim.id), again_said(claim.id)
    if said is None or said.kind is StepKind.UPHELD:
        return None
    proposal = proposal_of(claim, at=at, since=starts_again(standing, since_of(said)))
    try:
        changes = changes_given(proposal)
    except Refused as error:
        return Again(standing, said, proposal, (), {}, error.refusal, "")
    awards = tuple(_award(one, proposal.case.start, at) for one in changes)
    facts = {} if proposal.asked is None else facts_changed(standing.record, proposal.asked.record)
    told = json.dumps([standing.id, said.id, [[str(part) for part in _parts(one)] for one in awards]])
    return Again(standing, said, proposal, awards, facts, None, sha256(told.encode()).hexdigest()[:32])


def _parts(one: AwardAgain) -> tuple[object, ...]:
    return (one.award_id, one.fund, one.kind, one.person_id, one.since, one.net_before, one.net_after, one.due, one.to_month)


def _award(change: Change, since: date, at: datetime) -> AwardAgain:
    told, held = told_of_change(change, since), change.award or change.draft
    assert held is not None  # noqa: S101 - a change is of an award, or gives one
    due = due_of(change, since, at)
    return AwardAgain(
        told["award"], held.fund, held.kind, told["person"], since, told["net_before"], told["net_after"],
        sum(one.parts.net for one in due), max((one.to_month for one in due), default=None),
    )  # fmt: skip
