"""The file of a claim, opened and read: what is held across the funds, what the law answers, and what it would give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from mizan.funds.benefits.actions.establish import establish
from mizan.funds.benefits.actions.open_claim import CLAIMED_ON
from mizan.funds.benefits.expected import expected_terms
from mizan.funds.benefits.kinds import Benefit, Case, Fact, Given, Held, benefit_of
from mizan.funds.benefits.kinds.facts import month_after_death
from mizan.funds.benefits.law import Asked, asked_of, term_of
from mizan.funds.benefits.queries import about, claim_of
from mizan.funds.benefits.queries.established import established_of
from mizan.funds.benefits.queries.increases import increases_approved
from mizan.funds.benefits.queries.takeovers import records_taken
from mizan.funds.benefits.raising import RISES, raised_terms
from mizan.funds.benefits.taken_over import Taken, taken_of, terms_taken
from mizan.funds.benefits.types import AwardDraft, Channel, ClaimKnown, Kind, Outcome, StepKind, TermDraft
from mizan.funds.contributions.days import accounting_day
from mizan.funds.people.actions import open_file
from mizan.funds.people.queries import events_as_known, household_as_known
from mizan.funds.people.types import EventKind, Household
from mizan.kernel.refusals import Refusal, Refused, refused
from mizan.law.algeria.book import topics

OF_DECEASED = "deceased_pension"
OF_THE_DEAD = (Kind.SURVIVORS, Kind.DEATH_GRANT)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the law says of a claim on the facts held now.

    `missing` names the facts nobody holds; `to_judge` those an officer must judge before; `overrides` those told against what is held.
    `refusal` is why the facts can not be true together. Where none of these stands, the law decides alone.
    """

    claim: ClaimKnown
    benefit: Benefit
    case: Case
    held: Held
    asked: Asked | None
    refusal: Refusal | None
    awards: tuple[AwardDraft, ...]
    to_judge: tuple[str, ...]
    overrides: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts nobody holds, by the names of the law's topic."""
        return self.held.missing

    @property
    def is_whole(self) -> bool:
        """Whether the law could answer."""
        return self.asked is not None

    @property
    def is_plain(self) -> bool:
        """Whether the law decides alone: nothing missing, nothing to judge, nothing told against what is held."""
        return self.is_whole and not self.missing and not self.to_judge and not self.overrides

    @property
    def outcome(self) -> Outcome:
        """Granted where something is given."""
        return Outcome.GRANTED if self.awards else Outcome.REFUSED

    @property
    def ground(self) -> str:
        """The code of the law's ground for refusal; "" where something is given."""
        if self.awards or self.asked is None:
            return ""
        return self.asked.ground or self.benefit.no_right


def open_case(claim_id: int, *, purpose: str, by: int, at: datetime) -> ClaimKnown:
    """Open the files a claim is about (each read is logged with its purpose) and their households; returns the claim.

    Refused: ``claim_unknown``, ``purpose_missing``.
    """
    return open_to_decide(claim_id, purpose=purpose, by=by, at=at)[0]


def open_to_decide(claim_id: int, *, purpose: str, by: int, at: datetime) -> tuple[ClaimKnown, Household | None]:
    """`open_case`, with the household for `proposal_of`: None where there is more to read of its members, now that their files are open."""
    persons = about(claim_id)
    open_file(persons, purpose=purpose, route=f"benefits/claims/{claim_id}", by=by, at=at)
    claim = claim_of(claim_id)
    if claim is None:
        raise refused("claim_unknown", "claim")
    establish(claim_id, day=_claimed_on(claim), at=at)
    day = _death_of(claim.person_id, at) if claim.kind in OF_THE_DEAD else None
    household = household_as_known(claim.person_id, on=day or _claimed_on(claim), at=at)
    relatives = sorted({one.member_id for one in household.members} - set(persons))
    if relatives:
        open_file(relatives, purpose=purpose, route=f"benefits/claims/{claim_id}", by=by, at=at)
    return claim, None if household.members else household


def _death_of(person_id: int, at: datetime) -> date | None:
    events = events_as_known(person_id, at=at)
    return next((one.on_day for one in events if one.kind is EventKind.DEATH and one.person_id == person_id), None)


def told_of(claim: ClaimKnown) -> dict[str, str]:
    """What the claimant has told, what was answered later standing for what was said first."""
    told = dict(claim.told)
    for step in claim.steps:
        answered = step.detail.get("told") if step.kind is StepKind.ANSWERED else None
        if isinstance(answered, Mapping):
            told |= {str(name): str(value) for name, value in answered.items()}
    return told


def _claimed_on(claim: ClaimKnown) -> date:
    told = told_of(claim).get(CLAIMED_ON)
    if told is None:
        return claim.received_on
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise refused("fact_unreadable", CLAIMED_ON, given=told[:40], expected="day") from None


def proposal_of(
    claim: ClaimKnown, *, at: datetime, since: date | None = None, steps: bool = True, household: Household | None = None
) -> Proposal:
    """What the law says of an opened claim on the facts held at a moment; `since`: from which day, where the award lives already.

    The law of the day is asked as known at the moment; `household` is that of `open_to_decide`. What was taken over from a former system
    stands as it was, with the increases since, until facts are told on it.
    """
    benefit, told = benefit_of(claim.kind), told_of(claim)
    if claim.channel is Channel.TAKEN_OVER and not told:
        return _taken_over(claim, since=since, at=at)
    day = (_death_of(claim.person_id, at) if claim.kind in OF_THE_DEAD else None) or _claimed_on(claim)
    start = since or benefit.starts(day)
    said = {name: value for name, value in told.items() if name != CLAIMED_ON}
    case = Case(
        claim.fund, claim.kind, claim.person_id, claim.claimant_id, start if benefit.relives else day, start, at, said,
        established_of(claim.id, at=at), household,
    )  # fmt: skip
    held = benefit.gather(case)
    whole, overrides = _with_told(benefit, held, said)
    to_judge = tuple(sorted({*held.to_judge, *(said.keys() & benefit.judged)}))
    found = Proposal(claim, benefit, case, whole, None, None, (), to_judge, overrides)
    return found if held.missing else _answered(found, steps=steps)


def _taken_over(claim: ClaimKnown, *, since: date | None, at: datetime) -> Proposal:
    """What was taken over, as it stands. Once the household it is shared in has changed, somebody has to say what the deceased drew."""
    record, law_version = records_taken([claim.id])[claim.id]
    taken = taken_of(record)
    start = since or taken[0].first_month
    case = Case(claim.fund, claim.kind, claim.person_id, claim.claimant_id, start, start, at, {}, {})
    drafts = tuple(
        AwardDraft(claim.fund, one.kind, benefit_of(claim.kind).pays, one.person_id, claim.person_id, terms)
        for one in taken
        if (terms := _terms_taken(claim, one, law_version, at))
    )
    # What had changed before the first month is in what was taken over.
    changed = since is not None and since > taken[0].first_month
    shared = changed and any(one.terms[-1].ends_on is None or one.terms[-1].ends_on > start for one in drafts)
    missing = (OF_DECEASED,) if shared and claim.kind is Kind.SURVIVORS else ()
    held = Held({}, missing, (), tuple(one.person_id for one in taken))
    asked = Asked({}, "", law_version, record)
    return Proposal(claim, benefit_of(claim.kind), case, held, asked, None, drafts, (), ())


def _terms_taken(claim: ClaimKnown, one: Taken, law_version: str, at: datetime) -> tuple[TermDraft, ...]:
    """The terms of an award taken over, until the death of who is paid where it is known."""
    awarded_on = (_death_of(claim.person_id, at) or one.since) if one.kind is Kind.SURVIVORS else one.since
    terms = terms_taken(one, increases_approved(claim.fund), awarded_on=awarded_on, law_version=law_version)
    died_on = _death_of(one.person_id, at)
    return expected_terms(terms, ends_on=None if died_on is None else month_after_death(died_on))


def _with_told(benefit: Benefit, held: Held, said: Mapping[str, str]) -> tuple[Held, tuple[str, ...]]:
    """The facts with what was told, and the names of those told against what is held. A topic that does not ask a fact leaves it out."""
    asked, opening = topics()[benefit.topic].inputs, topics()[benefit.opening].inputs if benefit.opening else {}
    facts, conditions, overrides = dict(held.facts), dict(held.opening), []
    for name, value in sorted(said.items()):
        for known, inputs in ((facts, asked), (conditions, opening)):
            if name not in inputs:
                continue
            kept = known.get(name)
            if kept is not None and not _same(kept.value, value) and not kept.source.startswith("no means"):
                overrides.append(name)
            known[name] = Fact(_shaped(kept, value), "told by the claimant" if kept is None else f"told, against {kept.source}")
    return replace(held, facts=facts, opening=conditions), tuple(overrides)


def _same(kept: str | list[str], told: str) -> bool:
    return kept == told if isinstance(kept, str) else kept == [part.strip() for part in told.split(";")]


def _shaped(kept: Fact | None, told: str) -> str | list[str]:
    many = (kept is not None and isinstance(kept.value, list)) or ";" in told
    return [part.strip() for part in told.split(";")] if many else told


def _answered(found: Proposal, *, steps: bool) -> Proposal:
    """The proposal with the law's answer, and what it gives with its terms."""
    asked = asked_of(found.benefit, found.held, found.case, steps=steps)
    if isinstance(asked, Refusal):
        return replace(found, refusal=asked)
    asked = replace(asked, record={**asked.record, "note": {**asked.record.get("note", {}), "payees": list(found.held.payees)}})
    if asked.ground:
        return replace(found, asked=asked)
    try:
        given = found.benefit.give(found.case, found.held, asked.numbers)
        drafts = tuple(draft for one in given if (draft := _award(found, one, asked)) is not None)
    except Refused as error:
        # The law of the day does not say what it takes of the amount: nobody guesses it.
        return replace(found, refusal=error.refusal)
    return replace(found, asked=asked, awards=drafts)


def _award(found: Proposal, given: Given, asked: Asked) -> AwardDraft | None:
    """What is given with the increases of the fund since: one decided after an increase gets it, whatever day it begins.

    What is paid every month is due until the death of who is paid, where it is known: none where it came before.
    """
    terms: tuple[TermDraft, ...] = (term_of(given, deducted=found.benefit.deducted, law_version=asked.law_version),)
    if found.benefit.pays == "monthly" and given.kind in RISES:
        awarded_on = _death_of(found.claim.person_id, found.case.known_at) if given.kind is Kind.SURVIVORS else None
        terms = raised_terms(terms, increases_approved(given.fund), kind=given.kind, awarded_on=awarded_on or given.starts_on)
    if found.benefit.pays == "monthly":
        died_on = _death_of(given.person_id, found.case.known_at)
        terms = expected_terms(terms, ends_on=None if died_on is None else month_after_death(died_on))
    return AwardDraft(given.fund, given.kind, found.benefit.pays, given.person_id, found.case.person_id, terms) if terms else None


def increases_told(awards: Iterable[AwardDraft]) -> dict[str, Any]:
    """The increases in awards, as a decision keeps them: whose, from which day, by which text, gross and net before and after."""
    found = []
    for award in awards:
        sources = {one.effective_on: one.source for one in increases_approved(award.fund)} if len(award.terms) > 1 else {}
        for before, after in pairwise(award.terms):
            money = {"gross_before": before.parts.gross, "gross_after": after.parts.gross}
            money |= {"net_before": before.parts.net, "net_after": after.parts.net}
            on = after.starts_on
            found.append({"person": award.person_id, "on": on.isoformat(), "source": sources.get(on, ""), **money})
    return {"increases": found} if found else {}


def day_of(at: datetime) -> date:
    """The civil day of a moment in the country."""
    return accounting_day(at)
