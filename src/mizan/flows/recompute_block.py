"""A block of awards computed again from careers and facts as known at a cut-off, and held against the terms that were kept.

Retirement goes over columns, by the compiled law, a block at a time. Every other kind, whatever is not shaped like the rest, and whatever
the columns find to differ is asked of the law interpreted, as a claim is: a difference is told only when both say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mizan.flows.benefit_case import Proposal, proposal_of
from mizan.flows.taken_over_block import given_taken_over
from mizan.funds.benefits.actions.open_claim import CLAIMED_ON
from mizan.funds.benefits.expected import Apart, Kept, expected_terms, first_apart, parts_on
from mizan.funds.benefits.kinds import benefit_of
from mizan.funds.benefits.kinds.columns import PensionCase, deaths_as_known, gather_columns
from mizan.funds.benefits.kinds.compiled import pensions
from mizan.funds.benefits.kinds.facts import month_after_death
from mizan.funds.benefits.queries import claim_of, live_decision_of_claim
from mizan.funds.benefits.queries.increases import increases_approved
from mizan.funds.benefits.queries.recomputations import ClaimHead, Sibling, claims_asked, siblings_of, terms_kept
from mizan.funds.benefits.types import DecisionKnown, Kind, Parts, TermDraft
from mizan.funds.benefits.types.recomputations import AwardToCompute, Compared, Verdict, Why
from mizan.funds.contributions.days import accounting_day
from mizan.funds.people.queries.many import news_waits
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month_of
from mizan.kernel.refusals import Refused

CONSUMER = "benefits"
MONTHLY = "monthly"
Given = Mapping[tuple[Fund, int], tuple[TermDraft, ...]]
"""What the law gives on a claim, by fund and person paid."""


@dataclass(frozen=True, slots=True)
class Block:
    """The awards of a block and what was kept of them at the cut-off."""

    awards: Sequence[AwardToCompute]
    fund: Fund
    at: datetime
    today: date
    heads: Mapping[int, ClaimHead]
    siblings: Mapping[int, Sequence[Sibling]]
    kept: Mapping[int, Sequence[Kept]]
    deaths: Mapping[int, date]
    by_claim: Mapping[int, list[AwardToCompute]] = field(default_factory=dict)


def compare_block(awards: Sequence[AwardToCompute], *, fund: Fund, at: datetime) -> list[Compared]:
    """What is found of each award, in their order. Reads as the batch role; nothing of what fails for one award stops the others."""
    block = _read(awards, fund, at)
    given = _over_columns(block) | given_taken_over(_as_taken_over(block), fund=fund, at=at)
    found: dict[int, Compared] = {}
    for claim_id, of_claim in block.by_claim.items():
        compared = None if claim_id not in given else _compared(block, claim_id, of_claim, given[claim_id], None)
        if compared is None or any(one.verdict is not Verdict.AGREES for one in compared):
            compared = _interpreted(block, claim_id, of_claim)
        found |= {one.award_id: one for one in compared}
    return _without_news(block, [found[award.id] for award in awards])


def _read(awards: Sequence[AwardToCompute], fund: Fund, at: datetime) -> Block:
    by_claim: dict[int, list[AwardToCompute]] = {}
    for award in awards:
        by_claim.setdefault(award.claim_id, []).append(award)
    payees = sorted({award.person_id for award in awards})
    kept = terms_kept((award.id for award in awards), at=at)
    heads, siblings, deaths = claims_asked(by_claim, at=at), siblings_of(by_claim), deaths_as_known(payees, at=at)
    return Block(awards, fund, at, accounting_day(at), heads, siblings, kept, deaths, by_claim)


def _over_columns(block: Block) -> dict[int, Given]:
    """What the compiled law gives on each retirement claim it answers."""
    cases: dict[int, PensionCase] = {}
    taken_over = set(_as_taken_over(block))
    for claim_id, head in block.heads.items():
        told = {name: value for name, value in head.told.items() if name != CLAIMED_ON}
        day = _day(head)
        if head.kind is Kind.RETIREMENT and day is not None and claim_id not in taken_over:
            cases[claim_id] = PensionCase(head.person_id, day, told)
    if not cases:
        return {}
    increases = {fund: increases_approved(fund) for fund in benefit_of(Kind.RETIREMENT).funds}
    answers = pensions(gather_columns(list(cases.values()), known_at=block.at), known_at=block.at, increases=increases)
    return {
        claim_id: {(fund, case.person_id): terms for fund, terms in answer.terms.items()}
        for (claim_id, case), answer in zip(cases.items(), answers, strict=True)
        if answer is not None
    }


def _as_taken_over(block: Block) -> list[int]:
    """The claims whose awards were taken over and on which nothing was told since: they stand as they were, with the increases."""
    return [claim_id for claim_id, head in block.heads.items() if head.taken_over and not head.told]


def _day(head: ClaimHead) -> date | None:
    """The day a retirement is claimed for; None where what was told of it can not be read."""
    try:
        return date.fromisoformat(head.told.get(CLAIMED_ON, "") or head.received_on.isoformat())
    except ValueError:
        return None


def _since(block: Block, claim_id: int) -> date | None:
    """From which day a benefit that lives with its household is looked at: this month, or when its last decision began to hold."""
    head = block.heads[claim_id]
    if not benefit_of(head.kind).relives or (head.taken_over and not head.told):
        return None
    return max(month_of(block.today).start, head.effective_on or date.min)


def _interpreted(block: Block, claim_id: int, awards: Sequence[AwardToCompute]) -> list[Compared]:
    """The claim asked of the law as it would be today."""
    try:
        claim = claim_of(claim_id)
        if claim is None:
            return [_not(award, Why.FAULT, kind="no claim") for award in awards]
        with transaction.atomic():
            # A savepoint: what the database refuses for one claim does not end the block's transaction.
            proposal = proposal_of(claim, at=block.at, since=_since(block, claim_id), steps=False)
    except Refused as error:
        return [_refused(award, error) for award in awards]
    except Exception as error:
        return [_not(award, Why.FAULT, kind=type(error).__name__) for award in awards]
    if proposal.missing:
        return [_not(award, Why.FACT_MISSING, topic=proposal.benefit.topic, facts=list(proposal.missing)) for award in awards]
    if proposal.refusal is not None:
        return [_refused(award, Refused(proposal.refusal)) for award in awards]
    given = {(draft.fund, draft.person_id): draft.terms for draft in proposal.awards}
    return _compared(block, claim_id, awards, given, proposal)


def _refused(award: AwardToCompute, error: Refused) -> Compared:
    said = error.refusal
    params = {name: str(value) for name, value in said.params.items()}
    return _not(award, Why.REFUSED, code=said.code, field=said.field, params=params)


def _not(award: AwardToCompute, why: Why, **detail: Any) -> Compared:
    return Compared(award.id, Verdict.UNCOMPUTED, why=why, detail=detail)


def _compared(block: Block, claim_id: int, awards: Sequence[AwardToCompute], given: Given, proposal: Proposal | None) -> list[Compared]:
    """Each award of a claim against what the law gives its payee, and what it gives others who have no award."""
    found = [_one(block, award, given, proposal) for award in awards]
    lost = _without_award(block, claim_id, given)
    for place, award in enumerate(awards):
        if award.id in lost and found[place].verdict is Verdict.AGREES:
            fund, person_id, terms = lost[award.id]
            detail = {"fund": fund.value, "person": person_id}
            found[place] = Compared(
                award.id, Verdict.DIFFERS, terms[0].starts_on, None, terms[0].parts.net, Why.AWARD_MISSING, detail
            )  # fmt: skip
    return found


def _one(block: Block, award: AwardToCompute, given: Given, proposal: Proposal | None) -> Compared:
    since = _since(block, award.claim_id)
    kept = block.kept.get(award.id, ())
    died_on = block.deaths.get(award.person_id)
    ends_on = month_after_death(died_on) if died_on is not None and award.pays == MONTHLY else None
    terms = expected_terms(given.get((block.fund, award.person_id), ()), ends_on=ends_on)
    apart = first_apart(kept, terms, since=since)
    if apart is None:
        day = _looked_on(block, kept)
        net = _net(parts_on(kept, day))
        return Compared(award.id, Verdict.AGREES, day, net, net)
    why, detail = (Why.FACTS, {}) if proposal is None else _why(award, apart, given.get((block.fund, award.person_id), ()), proposal)
    return Compared(award.id, Verdict.DIFFERS, apart.on_day, _net(apart.kept), _net(apart.expected), why, detail)


def _looked_on(block: Block, kept: Sequence[Kept]) -> date:
    """The day whose amount is told where nothing differs: that of the cut-off, or the first of an award that has not begun or has ended."""
    return block.today if not kept or parts_on(kept, block.today) is not None else kept[0].starts_on


def _net(parts: Parts | None) -> int | None:
    return None if parts is None else parts.net


def _without_award(block: Block, claim_id: int, given: Given) -> dict[int, tuple[Fund, int, tuple[TermDraft, ...]]]:
    """What the law gives somebody who has no award on the claim, under the award it is told on: the first of that fund, else the first."""
    siblings = block.siblings.get(claim_id, ())
    paid = {(one.fund, one.person_id) for one in siblings}
    found = {}
    for (fund, person_id), terms in given.items():
        if (fund, person_id) not in paid and siblings:
            told_on = next((one for one in siblings if one.fund is fund), siblings[0])
            found[told_on.award_id] = (fund, person_id, terms)
    return found


def _why(award: AwardToCompute, apart: Apart, terms: Sequence[TermDraft], proposal: Proposal) -> tuple[Why, dict[str, Any]]:
    """Why an award differs, and what that is about: names of facts, never their values."""
    topic = proposal.benefit.topic
    if not terms:
        return Why.NOTHING_DUE, {"ground": proposal.ground}
    if apart.expected is None:
        return Why.ENDED, {}
    if apart.kept is None:
        return Why.UNPAID, {}
    former = live_decision_of_claim(award.claim_id)
    if former is None or proposal.asked is None:
        return Why.KEPT, {}
    facts = _facts_apart(former, proposal.asked.record)
    if facts:
        return Why.FACTS, {"topic": topic, "facts": facts}
    changed = former.record.get("law_version") != proposal.asked.record.get("law_version")
    return (Why.LAW if changed else Why.KEPT), {}


def _facts_apart(former: DecisionKnown, now: Mapping[str, Any]) -> list[str]:
    """The names of the facts that are not what they were when it was decided."""
    before, after = former.record.get("given", {}), now["given"]
    return sorted(name for name in before.keys() | after.keys() if before.get(name, {}).get("value") != after.get(name, {}).get("value"))


def _without_news(block: Block, found: list[Compared]) -> list[Compared]:
    """An award that differs while news of its persons wait for the night is not known to differ: the night acts on them first."""
    differing = {one.award_id for one in found if one.verdict is Verdict.DIFFERS}
    if not differing:
        return found
    of_award = {award.id: _persons(block, award) for award in block.awards if award.id in differing}
    waits = news_waits({person for persons in of_award.values() for person in persons}, consumer=CONSUMER)
    return [
        one._replace(verdict=Verdict.UNCOMPUTED, why=Why.NEWS, detail={}) if waits & of_award.get(one.award_id, set()) else one
        for one in found
    ]  # fmt: skip


def _persons(block: Block, award: AwardToCompute) -> set[int]:
    head = block.heads[award.claim_id]
    return {award.person_id, head.person_id}
