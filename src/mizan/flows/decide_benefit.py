"""Decide a claim: by the law alone where nothing is to be judged, else by an officer, and by two people where it is sensitive.

Everything a decision is and does (its record, its awards and terms, arrears and their entry, the log) is one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from mizan.flows.benefit_case import Proposal, day_of, increases_told, open_to_decide, proposal_of
from mizan.flows.crashpoints import point
from mizan.funds.benefits import actions
from mizan.funds.benefits.actions.adjust import MonthsDue, adjust
from mizan.funds.benefits.actions.raise_awards import hold_increases
from mizan.funds.benefits.actions.write_decision import Written, write_decision
from mizan.funds.benefits.errors import translated
from mizan.funds.benefits.kinds import benefit_of
from mizan.funds.benefits.queries import fund_paid_until, paid_until
from mizan.funds.benefits.switches import in_force
from mizan.funds.benefits.types import (
    AwardDraft,
    AwardKnown,
    ClaimDraft,
    DecisionDraft,
    Kind,
    Outcome,
    Parts,
    StepKind,
    TermDraft,
    TermKnown,
)
from mizan.funds.people.actions import open_file
from mizan.kernel.periods import Period, month_of, months_of
from mizan.kernel.refusals import Refused, refused
from mizan.kernel.rounding import PPM

PURPOSE = "benefit_claim"
NOTHING = Parts(0, 0, 0, 0, 0, 0)


def claim_benefit(draft: ClaimDraft, *, by: int, at: datetime) -> int:
    """Open the files of who claims and on whose rights, then the claim itself; returns its id. Refused: as `open_claim`."""
    with transaction.atomic():
        persons = {draft.person_id, draft.claimant_id}
        open_file(persons, purpose=PURPOSE, route="benefits/claims", by=by, at=at)
        return actions.open_claim(draft, by=by, at=at)


def proposal_on(claim_id: int, *, by: int, at: datetime) -> Proposal:
    """The claim already filled with what the funds hold, what is missing, and what the law would give; the files are opened and logged.

    Call it in a transaction, whose files stay open to its end. Refused: ``claim_unknown``.
    """
    claim, household = open_to_decide(claim_id, purpose=PURPOSE, by=by, at=at)
    return proposal_of(claim, at=at, household=household)


def decide_alone(claim_id: int, *, by: int, at: datetime) -> Written | None:
    """Decide a claim at once, by the law alone, signed by the system; None where something is missing or must be judged.

    A share of them, drawn by a seed, is marked for people to examine again. Refused: ``claim_unknown``, ``claim_decided``,
    ``claim_withdrawn``, ``own_file``.
    """
    with transaction.atomic():
        proposal = _to_decide(claim_id, by=by, at=at)
        if not proposal.is_plain:
            return None
        written = _decide(proposal, signed_by=None, automatic=True, by=by, at=at)
        if is_sampled(proposal.claim.number):
            actions.add_step(claim_id, StepKind.SAMPLED, {"share_ppm": in_force().sample_ppm}, by=by, at=at)
        point("decide_benefit.before_commit")
    return written


def propose_decision(claim_id: int, *, grant: bool, ground: str = "", by: int, at: datetime) -> None:
    """Propose how to decide a claim, for another person to agree. Refused: ``claim_incomplete``, ``ground_missing``, as `decide_alone`."""
    with transaction.atomic():
        proposal = _decidable(proposal_on(claim_id, by=by, at=at), grant=grant, ground=ground)
        detail = {"grant": grant, "ground": ground or proposal.ground, "missing": list(proposal.missing)}
        actions.add_step(claim_id, StepKind.PROPOSED, detail, by=by, at=at)


def decide_claim(claim_id: int, *, grant: bool, ground: str = "", by: int, at: datetime) -> Written:
    """Grant a claim as the law gives it, or refuse it with a ground (the law's own where it refuses).

    A refusal, and a grant on facts told against what the funds hold, need that another person has proposed the same.
    Refused: ``claim_incomplete`` (a fact is missing, or the law refuses the facts), ``ground_missing``, ``decision_needs_another_person``,
    ``claim_unknown``, ``claim_decided``, ``claim_withdrawn``, ``own_file``.
    """
    with transaction.atomic():
        proposal = _decidable(_to_decide(claim_id, by=by, at=at), grant=grant, ground=ground)
        sensitive = not grant or bool(proposal.overrides)
        proposed_by = _proposer(proposal, grant=grant, by=by) if sensitive else None
        refusal = "" if grant else ground or proposal.ground
        return _decide(proposal, signed_by=by, refusal=refusal, sensitive=sensitive, proposed_by=proposed_by, by=by, at=at)


def _to_decide(claim_id: int, *, by: int, at: datetime) -> Proposal:
    """What `proposal_on` gives, once the increases of the funds that may pay it are waited for."""
    claim, household = open_to_decide(claim_id, purpose=PURPOSE, by=by, at=at)
    hold_increases(benefit_of(claim.kind).funds)
    return proposal_of(claim, at=at, household=household)


def _decidable(proposal: Proposal, *, grant: bool, ground: str) -> Proposal:
    if not proposal.is_whole or proposal.missing:
        if proposal.refusal is not None:
            raise Refused(proposal.refusal)
        raise refused("claim_incomplete", "claim", facts=", ".join(proposal.missing))
    if grant and not proposal.awards:
        raise refused("claim_incomplete", "claim", facts=proposal.ground)
    if not grant and not (ground or proposal.ground):
        raise refused("ground_missing", "ground")
    return proposal


def _proposer(proposal: Proposal, *, grant: bool, by: int) -> int:
    """Who proposed the same as another person than `by`."""
    for step in reversed(proposal.claim.steps):
        if step.kind is StepKind.PROPOSED and step.by != by and step.detail.get("grant") == grant:
            return step.by
    raise refused("decision_needs_another_person", "decision")


def is_sampled(number: str) -> bool:
    """Whether the decision on a claim is drawn for re-examination: by its number and the seed, the same for ever."""
    switches = in_force()
    drawn = int.from_bytes(sha256(f"{switches.sample_seed}:{number}".encode()).digest()[:8], "big") % PPM
    return drawn < switches.sample_ppm


def _decide(
    proposal: Proposal,
    *,
    signed_by: int | None,
    refusal: str | None = None,
    automatic: bool = False,
    sensitive: bool = False,
    proposed_by: int | None = None,
    by: int,
    at: datetime,
) -> Written:
    """Write the decision, what it gives, and what is due already. The system signs where nobody does."""
    asked, claim = proposal.asked, proposal.claim
    if asked is None:
        raise refused("claim_incomplete", "claim", facts="")
    ground = proposal.ground if refusal is None else refusal
    awards = () if ground else proposal.awards
    draft = DecisionDraft(
        claim.fund, kind_decided(claim.kind, awards), claim.person_id, claim.claimant_id, claim.id,
        Outcome.REFUSED if ground else Outcome.GRANTED, ground, proposal.case.day, proposal.case.start, asked.law_version, asked.record,
        awards, automatic=automatic, sensitive=sensitive, proposed_by=proposed_by, difference=increases_told(awards),
    )  # fmt: skip
    # No savepoint of its own: whoever decides has opened a transaction around it, which a refusal takes back whole.
    with translated():
        written = write_decision(draft, by=signed_by, at=at, logged_by=by)
        point("decide_benefit.after_decision")
        due = list(_arrears(awards, written.award_ids, at))
        adjust(due, decision_id=written.id, law_version=asked.law_version, verb="decide_benefit", by=by, at=at)
        point("decide_benefit.after_entry")
    return written


def kind_decided(claimed: Kind, awards: Sequence[AwardDraft]) -> Kind:
    """A retirement claim that gives an allowance alone is decided as one."""
    kinds = {award.kind for award in awards}
    return Kind.RETIREMENT_ALLOWANCE if kinds == {Kind.RETIREMENT_ALLOWANCE} else claimed


def _arrears(awards: Sequence[AwardDraft], award_ids: Sequence[int], at: datetime) -> Iterator[MonthsDue]:
    """What new monthly awards are due for the months before that of the decision; instalments pay from that month on."""
    for award, award_id in zip(awards, award_ids, strict=True):
        if award.pays == "monthly":
            yield from months_due(award_id, award, (), award.terms, award.terms[0].starts_on, at)


def months_due(
    award_id: int,
    award: AwardDraft | AwardKnown,
    kept: Sequence[TermKnown | TermDraft],
    given: Sequence[TermDraft],
    since: date,
    at: datetime,
) -> Iterator[MonthsDue]:
    """What the terms given make due more than those kept, for each month from a day to the last one instalments no longer come for.

    Where the fund has runs, instalments come for the months after its last approved one; before its first, from the decision's month on.
    `award_id` is 0 for an award that is not written yet.
    """
    until = (paid_until(award_id) if award_id else fund_paid_until(award.fund)) or month_of(day_of(at)).start
    first = month_of(since).start
    if first >= until:
        return
    months = [month.start for month in months_of(Period(first, until))]
    # Told of the months that are due otherwise, not of all that were looked at: after a death there are none.
    moved = [month for month in months if difference(kept, given, [month]) != NOTHING] or months
    yield MonthsDue(award_id, award.fund, award.kind, difference(kept, given, months), moved[0], moved[-1])


def difference(kept: Sequence[TermKnown | TermDraft], given: Sequence[TermDraft], months: Sequence[date]) -> Parts:
    """What the months are due more by the terms given than by those kept, part by part in centimes; below zero where it is less."""
    total = NOTHING
    for month in months:
        before, after = _parts(_on(kept, month)), _parts(_on(given, month))
        total = Parts(*(so_far + new - old for so_far, old, new in zip(total, before, after, strict=True)))
    return total


def _on(terms: Sequence[TermKnown | TermDraft], day: date) -> TermKnown | TermDraft | None:
    return next((one for one in terms if one.starts_on <= day and (one.ends_on is None or day < one.ends_on)), None)


def _parts(term: TermKnown | TermDraft | None) -> Parts:
    return NOTHING if term is None else term.parts
