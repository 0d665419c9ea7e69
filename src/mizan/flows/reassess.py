"""Awards live: a changed fact reassesses them from the right day, by a new decision that supersedes and explains what changed.

News of persons and careers is taken once, in the transaction of what it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from mizan.flows.benefit_case import OF_THE_DEAD, Proposal, increases_told, open_case, proposal_of
from mizan.flows.crashpoints import point
from mizan.flows.decide_benefit import kind_decided, months_due
from mizan.flows.declared_news import take_declared
from mizan.flows.failures import Failure
from mizan.funds.benefits.actions.adjust import MonthsDue, adjust
from mizan.funds.benefits.actions.look_again import TIME, leave_to_judge
from mizan.funds.benefits.actions.raise_awards import hold_increases
from mizan.funds.benefits.actions.write_decision import Written, replace_terms, write_decision
from mizan.funds.benefits.errors import translated
from mizan.funds.benefits.kinds import benefit_of
from mizan.funds.benefits.kinds.facts import month_after_death
from mizan.funds.benefits.queries import (
    awards_of_claim,
    awards_of_person,
    claims_aging,
    claims_living,
    live_decision_of_claim,
    system_signer,
)
from mizan.funds.benefits.queries.takeovers import standing_as_taken
from mizan.funds.benefits.types import AwardDraft, AwardKnown, DecisionDraft, DecisionKnown, Kind, Outcome, TermDraft
from mizan.funds.people.actions import pass_changes, take_changes
from mizan.funds.people.queries import changes_waiting, events_as_known
from mizan.funds.people.types import ChangeNews, EventKind
from mizan.kernel.funds import Fund
from mizan.kernel.periods import add_days, add_months, month_of
from mizan.kernel.refusals import Refused, refused
from mizan.law.algeria.book import book
from mizan.law.engine.diff import changes

JANUARY = 1
CONSUMER, PURPOSE = "benefits", "reassessment"
HOUSEHOLD = frozenset({"birth", "marriage", "divorce", "death", "dependant_linked", "dependant_ended", "identity_corrected"})
CAREER = "career"


class Change(NamedTuple):
    """What one award becomes from a day on: the award (None: a new one), and what it gives (None: nothing any more)."""

    award: AwardKnown | None
    draft: AwardDraft | None


def reassess_award(
    claim_id: int, *, since: date | None = None, reason: Mapping[str, Any], proposed_by: int | None = None, by: int, at: datetime
) -> Written | None:
    """Decide again on what a claim has given, from the day something changed; None where the law gives the same.

    As an officer a reassessment that lowers what is paid needs that somebody else proposed it (`proposed_by`, who has called
    `propose_reassessment`; the database holds them to it); as the batch role the law decides alone, on facts held.
    Refused: ``claim_unknown``, ``claim_not_decided``, ``claim_incomplete``, ``decision_needs_another_person``, ``own_file``.
    """
    with transaction.atomic():
        claim = open_case(claim_id, purpose=PURPOSE, by=by, at=at)
        hold_increases(benefit_of(claim.kind).funds)
        former = live_decision_of_claim(claim_id)
        if former is None:
            raise refused("claim_not_decided", "claim")
        proposal = proposal_of(claim, at=at, since=starts_again(former, since))
        changes = changes_given(proposal)
        if not changes:
            return None
        return _change(former, proposal, changes, reason, proposed_by=proposed_by, by=by, at=at)


def changes_given(proposal: Proposal) -> list[Change]:
    """What the law gives otherwise than is held, award by award, from the first day of the proposal; empty where it gives the same.

    Refused: ``claim_incomplete`` (a fact is missing), and why the law refuses the facts.
    """
    if not proposal.is_whole or proposal.missing:
        if proposal.refusal is not None:
            raise Refused(proposal.refusal)
        raise refused("claim_incomplete", "claim", facts=", ".join(proposal.missing))
    return [one for one in _paired(awards_of_claim(proposal.claim.id), proposal.awards) if _differs(one, proposal.case.start)]


def starts_again(former: DecisionKnown, since: date | None) -> date | None:
    """A benefit that lives with its household is computed again from the month something changed, any other from its first day."""
    if former.kind != Kind.SURVIVORS.value:
        return None
    return None if since is None else max(month_of(since).end, former.effective_on)


def _paired(awards: Sequence[AwardKnown], drafts: Sequence[AwardDraft]) -> Iterator[Change]:
    """Each award beside what the law gives the same person from the same fund now."""
    given = {(one.fund, one.person_id): one for one in drafts}
    for award in awards:
        yield Change(award, given.pop((award.fund, award.person_id), None))
    for draft in given.values():
        yield Change(None, draft)


def _differs(change: Change, since: date) -> bool:
    """Whether what is held true from a day on is not what the law gives, that day or from an increase since."""
    if change.award is None or change.draft is None:
        return change.award is None or change.award.on(since) is not None
    if change.award.on(since) is None:
        return True
    held = [(change.award.on(term.starts_on), term) for term in change.draft.terms]
    return any(kept is not None and kept.parts != term.parts for kept, term in held)


def _change(
    former: DecisionKnown,
    proposal: Proposal,
    changes: Sequence[Change],
    reason: Mapping[str, Any],
    *,
    proposed_by: int | None,
    by: int,
    at: datetime,
) -> Written:
    asked, start = proposal.asked, proposal.case.start
    assert asked is not None  # noqa: S101 - the caller has looked
    lowers = any(_lowers(one, start) for one in changes)
    signer, automatic = _signer(proposal, lowers=lowers, proposed_by=proposed_by, by=by)
    # What somebody proposed is held to it by the database, whichever way it goes.
    sensitive = not automatic and proposed_by is not None
    difference = {
        "reason": dict(reason),
        "facts": facts_changed(former.record, asked.record),
        "awards": [told_of_change(one, start) for one in changes],
        **increases_told(one.draft for one in changes if one.draft is not None),
    }
    fresh = tuple(one.draft for one in changes if one.award is None and one.draft is not None)
    ended = not proposal.awards
    draft = DecisionDraft(
        former.fund, kind_decided(proposal.claim.kind, proposal.awards), proposal.claim.person_id, proposal.claim.claimant_id,
        proposal.claim.id, Outcome.ENDED if ended else Outcome.CHANGED, proposal.ground, proposal.case.day, start, asked.law_version,
        asked.record, fresh, supersedes_id=former.id, automatic=automatic, sensitive=sensitive,
        proposed_by=proposed_by if sensitive else None, difference=difference,
    )  # fmt: skip
    with translated(), transaction.atomic():
        written = write_decision(draft, by=signer, at=at, logged_by=by)
        point("reassess.after_decision")
        due: list[MonthsDue] = []
        for award_id, new in zip(written.award_ids, fresh, strict=True):
            due += due_of(Change(None, new), start, at, award_id=award_id)
        for one in changes:
            if one.award is not None:
                terms = () if one.draft is None else one.draft.terms
                due += due_of(one, start, at)
                replace_terms(one.award, terms, since=start, decision_id=written.id, at=at)
        adjust(due, decision_id=written.id, law_version=asked.law_version, verb="reassess_benefit", by=by, at=at)
        point("reassess.after_entry")
    return written


def _signer(proposal: Proposal, *, lowers: bool, proposed_by: int | None, by: int) -> tuple[int, bool]:
    """Who signs, and whether the law decides alone."""
    system = system_signer()
    if by == system:
        if not proposal.is_plain and lowers:
            # What somebody had to judge is not lowered by nobody.
            raise refused("decision_needs_another_person", "decision")
        return system, True
    if lowers and (proposed_by is None or proposed_by == by):
        raise refused("decision_needs_another_person", "decision")
    return by, False


def _lowers(change: Change, since: date) -> bool:
    """Whether less is paid than was, on the first day or from an increase since."""
    given = [(since, _net(change.draft))]
    if change.draft is not None:
        given += [(term.starts_on, term.parts.net) for term in change.draft.terms]
    return any(net < _held_net(change.award, day) for day, net in given)


def _net(draft: AwardDraft | None) -> int:
    return 0 if draft is None else draft.terms[0].parts.net


def _held_net(award: AwardKnown | None, since: date) -> int:
    kept = None if award is None else award.on(since)
    return 0 if kept is None else kept.parts.net


def due_of(change: Change, since: date, at: datetime, *, award_id: int = 0) -> list[MonthsDue]:
    """The difference for each month gone by, between what was held due and what is: arrears, or a debt (below zero).

    `award_id` names a new award once it is written.
    """
    terms: Sequence[TermDraft] = () if change.draft is None else change.draft.terms
    kept = change.award
    if kept is not None:
        return list(months_due(kept.id, kept, kept.live(), terms, since, at)) if kept.pays == "monthly" else []
    new = change.draft
    return list(months_due(award_id, new, (), terms, since, at)) if new is not None and new.pays == "monthly" else []


def facts_changed(former: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that are not what they were: the former, the new, and where the new one comes from."""
    before, after = former.get("given", {}), now["given"]
    found = {}
    for name in sorted(before.keys() | after.keys()):
        was, becomes = before.get(name, {}), after.get(name, {})
        if was.get("value") != becomes.get("value"):
            found[name] = {"before": was.get("value"), "after": becomes.get("value"), "source": becomes.get("source")}
    return found


def told_of_change(change: Change, since: date) -> dict[str, Any]:
    """What a change is to whom, from which day: net before and after, in centimes, as a decision keeps it."""
    person = change.award.person_id if change.award else change.draft.person_id if change.draft else 0
    return {
        "award": change.award.id if change.award else None,
        "person": person,
        "since": since.isoformat(),
        "net_before": _held_net(change.award, since),
        "net_after": _net(change.draft),
    }


def end_by_death(person_id: int, *, died_on: date, reason: Mapping[str, Any], by: int, at: datetime) -> list[Written]:
    """End what a person was paid, from the day the law of the month of death says; what was paid beyond is a debt. Batch role."""
    ends = month_after_death(died_on)
    # The fund that pays an award never changes; what it pays is read once its increases are waited for.
    hold_increases({one.fund for one in awards_of_person(person_id) if one.person_id == person_id})
    own = [one for one in awards_of_person(person_id) if one.person_id == person_id and one.pays == "monthly" and one.on(ends) is not None]
    found: list[Written] = []
    for claim_id in sorted({one.claim_id for one in own}):
        former = live_decision_of_claim(claim_id)
        if former is not None:
            found.append(_end(former, [one for one in own if one.claim_id == claim_id], ends, reason, by=by, at=at))
    return found


def _end(former: DecisionKnown, awards: Sequence[AwardKnown], ends: date, reason: Mapping[str, Any], *, by: int, at: datetime) -> Written:
    """The end of awards by a death: the record stays that of what ended, which still holds until then."""
    assert former.person_id is not None and former.claimant_id is not None  # noqa: PT018, S101 - never a decision on everybody
    others = [one for one in awards_of_claim(former.claim_id or 0) if one.id not in {a.id for a in awards} and one.on(ends) is not None]
    changes = [Change(one, None) for one in awards]
    draft = DecisionDraft(
        Fund(former.fund), Kind(former.kind), former.person_id, former.claimant_id, former.claim_id,
        Outcome.CHANGED if others else Outcome.ENDED, "" if others else "death", former.law_on, ends, former.law_version, former.record,
        supersedes_id=former.id, automatic=True,
        difference={"reason": dict(reason), "awards": [told_of_change(one, ends) for one in changes]},
    )  # fmt: skip
    with translated(), transaction.atomic():
        written = write_decision(draft, by=by, at=at, logged_by=by)
        due = [owed for one in changes for owed in due_of(one, ends, at)]
        for one in awards:
            replace_terms(one, (), since=ends, decision_id=written.id, at=at)
        adjust(due, decision_id=written.id, law_version=former.law_version, verb="reassess_benefit", by=by, at=at)
        point("reassess.after_end")
    return written


def take_news(*, by: int, at: datetime, limit: int = 1000, tell: Callable[[Failure], None] = lambda _: None) -> int:
    """Act on what changed on persons and careers, oldest first, each piece of news once; returns how many decisions were made. Batch role.

    News on which no decision can be made by the law alone is told with its reason and taken: it waits in the officers' queue.
    """
    take_declared(at=at)
    made = 0
    for news in changes_waiting(CONSUMER, limit=limit):
        with transaction.atomic():
            take_changes([news.id], consumer=CONSUMER, at=at)
            point("reassess.after_taken")
            made += len(_act_on(news, by=by, at=at, tell=tell))
    pass_changes(consumer=CONSUMER, at=at)
    return made


def _act_on(news: ChangeNews, *, by: int, at: datetime, tell: Callable[[Failure], None]) -> list[Written]:
    reason = {"kind": news.kind, "person": news.person_id, "since": news.since.isoformat(), "ref": news.ref, "news": news.id}
    found: list[Written] = []
    if news.kind == EventKind.DEATH.value:
        died_on = _death(news.person_id, at)
        found += [] if died_on is None else end_by_death(news.person_id, died_on=died_on, reason=reason, by=by, at=at)
    touched = _claims_touched(news)
    # What was taken over stands on no career: late months of one change nothing of it.
    stands = standing_as_taken(claim_id for claim_id, _ in touched) if news.kind == CAREER else frozenset()
    for claim_id, since in touched:
        if claim_id in stands:
            continue
        try:
            with transaction.atomic():
                written = reassess_award(claim_id, since=since, reason=reason, by=by, at=at)
        except Refused as error:
            tell(Failure("reassess_award", f"benefit claim {claim_id}", str(error)))
            leave_to_judge(claim_id, refusal=error.refusal, cause=reason, by=by, at=at)
            continue
        found += [written] if written else []
    return found


def _death(person_id: int, at: datetime) -> date | None:
    events = events_as_known(person_id, at=at)
    return next((one.on_day for one in events if one.kind is EventKind.DEATH and one.person_id == person_id), None)


def _claims_touched(news: ChangeNews) -> list[tuple[int, date | None]]:
    """The claims whose facts the news may change: the career's own, or those that live with the household."""
    found: dict[int, date | None] = {}
    for award in awards_of_person(news.person_id):
        if news.kind == CAREER and award.rights_of_id == news.person_id and award.kind not in OF_THE_DEAD:
            found[award.claim_id] = None
        elif news.kind in HOUSEHOLD and award.kind is Kind.SURVIVORS:
            found[award.claim_id] = news.since
    return sorted(found.items())


def since_by_time(day: date) -> date:
    """What time alone changes in the month of a day is looked at from that month on, as what happened in the month before is."""
    return add_months(month_of(day).start, -1)


def _looks_at_everybody(day: date, at: datetime) -> bool:
    """Whether the law changed, or was told, since what a night of this day looks back to; and in January."""
    since = add_days(since_by_time(day), -1)
    return day.month == JANUARY or bool(changes(book(), since, day, at.date()))


def relive(*, day: date, by: int, at: datetime, tell: Callable[[Failure], None] = lambda _: None) -> int:
    """Look at the households that are paid on a deceased's rights, for what time alone changes from the month of a day; batch role.

    A child who grows up, studies that end: returns how many decisions were made. Spouses alone are not changed by time: they are looked at
    when the law changed since, and in January whatever happened.
    """
    made = 0
    looks = claims_living if _looks_at_everybody(day, at) else claims_aging
    for claim_id in looks(Kind.SURVIVORS):
        reason = {"kind": TIME, "since": day.isoformat()}
        try:
            with transaction.atomic():
                made += reassess_award(claim_id, since=since_by_time(day), reason=reason, by=by, at=at) is not None
        except Refused as error:
            tell(Failure("reassess_award", f"benefit claim {claim_id}", str(error)))
            leave_to_judge(claim_id, refusal=error.refusal, cause=reason, by=by, at=at)
    return made
