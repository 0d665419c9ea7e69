"""Claims and decisions on benefits: the acts of the officer's pages, for machines."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router

from mizan.doors.api.keyed import Done, Key, answer_once
from mizan.doors.api.passport import HANDLES, JSON, caller_of
from mizan.doors.api.problems import Stop
from mizan.doors.api.reading import Id
from mizan.doors.api.rules import stated
from mizan.doors.api.shapes import benefits as shapes
from mizan.flows import decide_again, write_letter
from mizan.flows import decide_benefit as flow
from mizan.flows.benefit_case import open_case
from mizan.formats.letters.appeal import appeal_against
from mizan.funds.benefits import actions, queries
from mizan.funds.benefits.queries.files import colleagues, whose
from mizan.funds.benefits.queries.letters import letters_of
from mizan.funds.benefits.types import Channel, ClaimDraft, Kind
from mizan.funds.people import queries as people
from mizan.funds.people.actions import open_file
from mizan.kernel.funds import Fund

router = Router()
PURPOSE = "api"


@router.get("/claims", **stated({200: shapes.ClaimsWaiting}, scope="read", roles=HANDLES))
def claims_waiting(request: HttpRequest) -> shapes.ClaimsWaiting:
    """What waits in the caller's funds, in order of promised date, at most 500; nobody is named."""
    return shapes.ClaimsWaiting(claims=[shapes.ClaimWaits.from_orm(one) for one in queries.claims_waiting(limit=500)])


@router.post("/claims", **stated({201: shapes.ClaimState}, scope="settle", roles=HANDLES, brings=JSON, missing=True, writes=True))
def open_claim(request: HttpRequest, asked: shapes.ClaimAsked, idempotency_key: Key) -> HttpResponseBase:
    """Open a claim; where the law leaves nothing to appreciate it is decided at once. The same key gives the same claim."""
    caller = caller_of(request)

    def act() -> Done:
        if asked.received_on > caller.today:
            raise Stop(422, "period_in_future", "received_on", period=asked.received_on.isoformat())
        numbers = people.find({asked.person, asked.claimant or asked.person})
        if asked.person not in numbers or (asked.claimant or asked.person) not in numbers:
            raise Stop(404)
        draft = ClaimDraft(
            Fund(asked.fund), Kind(asked.kind), numbers[asked.person], numbers[asked.claimant or asked.person], asked.received_on,
            f"api:{caller.account_id}:{idempotency_key}", dict(asked.told), Channel.API,
        )  # fmt: skip
        claim_id = flow.claim_benefit(draft, by=caller.account_id, at=caller.now)
        flow.decide_alone(claim_id, by=caller.account_id, at=caller.now)
        return Done(201, _state(claim_id))

    return answer_once(request, idempotency_key, act)


@router.get("/claims/{claim_id}", **stated({200: shapes.ClaimShown}, scope="read", roles=HANDLES, missing=True))
def claim(request: HttpRequest, claim_id: Id) -> shapes.ClaimShown:
    """A claim already filled with what the funds hold, what is missing, and what the law gives. The files are opened, which is logged."""
    caller = caller_of(request)
    found = flow.proposal_on(claim_id, by=caller.account_id, at=caller.now)
    facts = sorted({**found.held.facts, **found.held.opening}.items())
    return shapes.ClaimShown(
        **_state(claim_id).dict(),
        fund=found.claim.fund,
        kind=found.claim.kind,
        person_id=found.claim.person_id,
        claimant_id=found.claim.claimant_id,
        received_on=found.claim.received_on,
        facts=[shapes.FactHeld(name=name, value=fact.value, source=fact.source) for name, fact in facts],
        missing=list(found.missing),
        to_judge=sorted({*found.to_judge, *found.overrides}),
        gives=[
            shapes.GivenShown(
                fund=one.fund, kind=one.kind, pays=one.pays, person_id=one.person_id, starts_on=term.starts_on,
                ends_on=term.ends_on, gross=term.parts.gross, net=term.parts.net,
            )
            for one in found.awards
            for term in one.terms
        ],
        ground=found.ground,
        law_version=found.asked.law_version if found.asked is not None else None,
    )  # fmt: skip


@router.post("/claims/{claim_id}/take", **stated({200: shapes.ClaimState}, scope="settle", roles=HANDLES, missing=True, writes=True))
def take_claim(request: HttpRequest, claim_id: Id, idempotency_key: Key) -> HttpResponseBase:
    """Take a claim from the queue."""
    return _done(request, claim_id, idempotency_key, lambda by, at: actions.take_claim(claim_id, by=by, at=at))


@router.post("/claims/{claim_id}/ask", **stated({200: shapes.ClaimState}, scope="settle", roles=HANDLES, missing=True, writes=True))
def ask_claimant(request: HttpRequest, claim_id: Id, idempotency_key: Key) -> HttpResponseBase:
    """Ask the claimant the facts that nobody holds."""

    def act(by: int, at: object) -> None:
        caller = caller_of(request)
        missing = flow.proposal_on(claim_id, by=by, at=caller.now).missing
        actions.ask_claimant(claim_id, facts=missing, by=by, at=caller.now)

    return _done(request, claim_id, idempotency_key, act)


@router.post(
    "/claims/{claim_id}/answer",
    **stated({200: shapes.ClaimState}, scope="settle", roles=HANDLES, brings=JSON, missing=True, writes=True),
)
def answer_claim(request: HttpRequest, claim_id: Id, told: shapes.FactsTold, idempotency_key: Key) -> HttpResponseBase:
    """Write down what the claimant answered."""
    return _done(request, claim_id, idempotency_key, lambda by, at: actions.answer_claim(claim_id, told=told.told, by=by, at=at))


@router.post(
    "/claims/{claim_id}/hand-over",
    **stated({200: shapes.ClaimState}, scope="settle", roles=HANDLES, brings=JSON, missing=True, writes=True),
)
def hand_over_claim(request: HttpRequest, claim_id: Id, to: shapes.HandedTo, idempotency_key: Key) -> HttpResponseBase:
    """Hand a claim to another officer of the same fund."""

    def act(by: int, at: object) -> None:
        if to.account_id not in colleagues():
            raise Stop(422, "account_unknown", "account_id")
        actions.hand_over_claim(claim_id, to=to.account_id, by=by, at=caller_of(request).now)

    return _done(request, claim_id, idempotency_key, act)


@router.post(
    "/claims/{claim_id}/withdraw",
    **stated({200: shapes.ClaimState}, scope="settle", roles=HANDLES, brings=JSON, missing=True, writes=True),
)
def withdraw_claim(request: HttpRequest, claim_id: Id, why: shapes.Reason, idempotency_key: Key) -> HttpResponseBase:
    """Write down that the claimant withdraws."""
    return _done(request, claim_id, idempotency_key, lambda by, at: actions.withdraw_claim(claim_id, reason=why.reason, by=by, at=at))


@router.post(
    "/claims/{claim_id}/propose",
    **stated({200: shapes.ClaimState}, scope="settle", roles=HANDLES, brings=JSON, missing=True, writes=True),
)
def propose_decision(request: HttpRequest, claim_id: Id, asked: shapes.DecisionAsked, idempotency_key: Key) -> HttpResponseBase:
    """Propose how to decide, for another person to agree."""
    return _done(
        request, claim_id, idempotency_key,
        lambda by, at: flow.propose_decision(claim_id, grant=asked.grant, ground=asked.ground, by=by, at=at),
    )  # fmt: skip


@router.post(
    "/claims/{claim_id}/decide",
    **stated({200: shapes.ClaimState}, scope="settle", roles=HANDLES, brings=JSON, missing=True, writes=True),
)
def decide_claim(request: HttpRequest, claim_id: Id, asked: shapes.DecisionAsked, idempotency_key: Key) -> HttpResponseBase:
    """Grant as the law gives it, or refuse with a ground; a refusal needs that another person proposed the same."""
    return _done(
        request, claim_id, idempotency_key,
        lambda by, at: flow.decide_claim(claim_id, grant=asked.grant, ground=asked.ground, by=by, at=at),
    )  # fmt: skip


@router.get("/reassessments", **stated({200: shapes.AgainWaiting}, scope="read", roles=HANDLES))
def reassessments(request: HttpRequest) -> shapes.AgainWaiting:
    """The decisions of the caller's funds that somebody is to look at again, the oldest word first, at most 500; nobody is named."""
    return shapes.AgainWaiting(reassessments=[shapes.AgainWaits.from_orm(one) for one in queries.again_waiting(limit=500)])


@router.get("/claims/{claim_id}/reassessment", **stated({200: shapes.AgainShown}, scope="read", roles=HANDLES, missing=True))
def reassessment(request: HttpRequest, claim_id: Id) -> shapes.AgainShown:
    """What deciding again would change, as the law gives it now; 404 where nobody looks at it again. The files are opened and logged."""
    caller = caller_of(request)
    found = decide_again.looked_at_again(claim_id, by=caller.account_id, at=caller.now)
    if found is None:
        raise Stop(404)
    return shapes.AgainShown(
        claim_id=claim_id,
        decision_id=found.standing.id,
        state=found.said.kind.value,
        said_by=found.said.by,
        said_at=found.said.at,
        reason=str(found.said.detail.get("reason", "")),
        awards=[shapes.AwardAgain.from_orm(one) for one in found.awards],
        facts=[shapes.FactAgain(name=name, **one) for name, one in found.facts.items()],
        missing=list(found.proposal.missing),
        refusal="" if found.refusal is None else found.refusal.code,
        seen=found.seen,
    )


@router.post(
    "/claims/{claim_id}/reassessment/propose",
    **stated({200: shapes.ClaimState}, scope="settle", roles=HANDLES, brings=JSON, missing=True, writes=True),
)
def propose_reassessment(request: HttpRequest, claim_id: Id, asked: shapes.AgainAsked, idempotency_key: Key) -> HttpResponseBase:
    """Propose that the decision be made again, for another person to decide."""
    return _done(
        request, claim_id, idempotency_key,
        lambda by, at: decide_again.propose_reassessment(claim_id, reason=asked.reason, since=asked.since, by=by, at=at),
    )  # fmt: skip


@router.post(
    "/claims/{claim_id}/reassessment/decide",
    **stated({200: shapes.ClaimState}, scope="settle", roles=HANDLES, brings=JSON, missing=True, writes=True),
)
def decide_reassessment(request: HttpRequest, claim_id: Id, shown: shapes.AgainDecided, idempotency_key: Key) -> HttpResponseBase:
    """Decide again as another person proposed, on what `GET /claims/{claim_id}/reassessment` showed."""
    return _done(request, claim_id, idempotency_key, lambda by, at: decide_again.decide_again(claim_id, seen=shown.seen, by=by, at=at))


@router.post(
    "/claims/{claim_id}/reassessment/uphold",
    **stated({200: shapes.ClaimState}, scope="settle", roles=HANDLES, brings=JSON, missing=True, writes=True),
)
def uphold_decision(request: HttpRequest, claim_id: Id, why: shapes.Reason, idempotency_key: Key) -> HttpResponseBase:
    """Leave the decision as it is, against another person's proposal."""
    return _done(request, claim_id, idempotency_key, lambda by, at: decide_again.uphold_decision(claim_id, reason=why.reason, by=by, at=at))


@router.get("/decisions/{decision_id}", **stated({200: shapes.DecisionShown}, scope="read", roles=HANDLES, missing=True))
def decision(request: HttpRequest, decision_id: Id) -> shapes.DecisionShown:
    """A decision with its record. The files are opened, which is logged."""
    _open(request, decision_id)
    found = queries.decision_of(decision_id)
    if found is None:
        raise Stop(404)
    return shapes.DecisionShown.from_orm(found)


@router.post(
    "/decisions/{decision_id}/served",
    **stated({200: shapes.LetterKept}, scope="settle", roles=HANDLES, brings=JSON, missing=True, writes=True),
)
def serve_letter(request: HttpRequest, decision_id: Id, served: shapes.ServedOn, idempotency_key: Key) -> HttpResponseBase:
    """Note that the decision's letter reached its person: its hash and the day are kept, and the days to appeal run from there."""
    caller = caller_of(request)

    def act() -> Done:
        _open(request, decision_id)
        address = write_letter.public_address(request.build_absolute_uri("/"))
        write_letter.serve_letter(
            decision_id, served.language, address=address, served_on=served.served_on, by=caller.account_id, at=caller.now
        )  # fmt: skip
        kept = next(one for one in letters_of(decision_id) if one.language == served.language)
        until = appeal_against(kept.served_on, served.language).deadline
        shown = shapes.LetterKept(
            decision_id=decision_id, language=kept.language, template=kept.template, sha256=kept.sha256, served_on=kept.served_on,
            appeal_until=until,
        )  # fmt: skip
        return Done(200, shown)

    return answer_once(request, idempotency_key, act)


def _open(request: HttpRequest, decision_id: int) -> None:
    """Open the files a decision is about; 404 for one that is not of the caller's funds."""
    caller, persons = caller_of(request), whose("decision", decision_id)
    if not persons:
        raise Stop(404)
    open_file(persons, purpose=PURPOSE, route=f"{request.method} {request.path}", by=caller.account_id, at=caller.now)


def _done(request: HttpRequest, claim_id: int, key: str, do: Callable[..., object]) -> HttpResponseBase:
    """Open the claim's files, act, and say where the claim stands."""
    caller = caller_of(request)

    def act() -> Done:
        open_case(claim_id, purpose=PURPOSE, by=caller.account_id, at=caller.now)
        do(caller.account_id, caller.now)
        return Done(200, _state(claim_id))

    return answer_once(request, key, act)


def _state(claim_id: int) -> shapes.ClaimState:
    found = queries.claim_of(claim_id)
    if found is None:
        raise Stop(404)
    return shapes.ClaimState(
        id=found.id, number=found.number, state=found.state, promised_on=found.promised_on, decision_ids=list(found.decision_ids)
    )
