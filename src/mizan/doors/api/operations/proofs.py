"""Proof of life: the care system's feeds (certificates come the same way), those who are waited for, and what officers write down."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Router
from ninja.files import UploadedFile

from mizan.doors.api.keyed import Done, Key, OptionalKey, answer_once
from mizan.doors.api.passport import FILES, HANDLES, JSON, REGISTERS, Caller, caller_of
from mizan.doors.api.problems import Stop
from mizan.doors.api.reading import Id
from mizan.doors.api.rules import stated
from mizan.doors.api.shapes import proofs as shapes
from mizan.flows.feed_receipt import FeedReceipt
from mizan.flows.take_care_feed import take_care_feed
from mizan.flows.take_certificates import take_certificates
from mizan.flows.write_proof_letter import send_proof_letter
from mizan.funds.benefits.actions.ask_proof import ask_visit, try_contact
from mizan.funds.benefits.actions.prove_life import prove_life
from mizan.funds.benefits.queries.proofs import asks_of, proofs_waiting, signs_of, whose_ask
from mizan.funds.benefits.types.proofs import EvidenceDraft, EvidenceKind, ProofStepKind, life_state
from mizan.funds.people import queries as people
from mizan.funds.people.actions import open_file
from mizan.kernel.periods import add_months

router = Router()
PURPOSE = "proof"
SHOWN_MONTHS = 36
ASKED_BY = ("self", "relative", "officer")


@router.post("/care", **stated({200: shapes.CareReceiptShown}, scope="declare", roles=REGISTERS, brings=FILES, writes=True))
def bring_care_events(request: HttpRequest, events: File[UploadedFile], idempotency_key: OptionalKey) -> HttpResponseBase:
    """Bring days on which the care system saw people, a line each, and nothing of what the care was. Good lines are taken once."""
    return _feed(request, events, take_care_feed, idempotency_key)


@router.post("/certificates", **stated({200: shapes.CareReceiptShown}, scope="declare", roles=REGISTERS, brings=FILES, writes=True))
def bring_certificates(request: HttpRequest, certificates: File[UploadedFile], idempotency_key: OptionalKey) -> HttpResponseBase:
    """Bring sick-leave certificates, a line each: who signed how many days for whom, and nothing of why. Good lines are taken once."""
    return _feed(request, certificates, take_certificates, idempotency_key)


def _feed(request: HttpRequest, file: UploadedFile, take: Callable[..., FeedReceipt], key: str | None) -> HttpResponseBase:
    caller = caller_of(request)

    def act() -> Done:
        receipt = take(file.read(), by=caller.account_id, at=caller.now)
        shown = shapes.CareReceiptShown(
            outcome=receipt.outcome.value,
            lines=receipt.lines,
            taken=receipt.taken,
            repeated=receipt.repeated,
            left=receipt.left,
            anomalies=[],
        )
        return Done(200, shown, receipt.anomalies)

    return answer_once(request, key, act)


@router.get("/proofs", **stated({200: shapes.ProofsWaiting}, scope="read", roles=HANDLES))
def proofs_asked(request: HttpRequest) -> shapes.ProofsWaiting:
    """Those asked for a proof of life and not heard of, in the caller's funds, by the end of their grace, at most 500; nobody is named."""
    day = caller_of(request).today
    return shapes.ProofsWaiting(asked=[shapes.ProofWaits.from_orm(one) for one in proofs_waiting(day=day)])


@router.post("/proofs", **stated({201: shapes.LifeShown}, scope="settle", roles=HANDLES, brings=JSON, missing=True, writes=True))
def tell_proof(request: HttpRequest, told: shapes.ProofTold, idempotency_key: Key) -> HttpResponseBase:
    """Write down that a person was seen alive; a payment that waited for it waits no longer. The file is opened, which is logged."""
    caller = caller_of(request)

    def act() -> Done:
        person = people.find({told.person}).get(told.person)
        if person is None:
            raise Stop(404)
        _open(request, caller, person)
        draft = EvidenceDraft(person, EvidenceKind(told.kind), told.on_day, told.place, told.reason)
        prove_life(draft, by=caller.account_id, at=caller.now)
        return Done(201, _life(person, caller))

    return answer_once(request, idempotency_key, act)


@router.get("/proofs/{ask_id}", **stated({200: shapes.LifeShown}, scope="read", roles=HANDLES, missing=True))
def proof_of_life(request: HttpRequest, ask_id: Id) -> shapes.LifeShown:
    """Where the person of an ask stands, and what shows them alive these three years. The file is opened, which is logged."""
    caller = caller_of(request)
    return _life(_person(request, caller, ask_id), caller)


@router.post(
    "/proofs/{ask_id}/sent", **stated({200: shapes.LifeShown}, scope="settle", roles=HANDLES, brings=JSON, missing=True, writes=True)
)
def proof_letter_sent(request: HttpRequest, ask_id: Id, sent: shapes.LetterSent, idempotency_key: Key) -> HttpResponseBase:
    """Note that the letter of an ask left: its hash and the day are kept, and the grace runs from there."""
    return _done(
        request,
        ask_id,
        idempotency_key,
        lambda by: send_proof_letter(ask_id, sent.language, on_day=sent.on_day, by=by.account_id, at=by.now),
    )


@router.post(
    "/proofs/{ask_id}/steps", **stated({200: shapes.LifeShown}, scope="settle", roles=HANDLES, brings=JSON, missing=True, writes=True)
)
def proof_step(request: HttpRequest, ask_id: Id, step: shapes.StepTold, idempotency_key: Key) -> HttpResponseBase:
    """Note that a visit was asked for, or that somebody called or visited."""

    def do(by: Caller) -> None:
        if (step.kind == "visit_asked") != (step.outcome in ASKED_BY):
            raise Stop(422, "invalid", "outcome", field="outcome")
        if step.kind == "visit_asked":
            ask_visit(ask_id, asked_by=step.outcome, note=step.note, on_day=step.on_day, by=by.account_id, at=by.now)
        else:
            reached = step.outcome == "reached"
            try_contact(ask_id, ProofStepKind(step.kind), reached=reached, note=step.note, on_day=step.on_day, by=by.account_id, at=by.now)

    return _done(request, ask_id, idempotency_key, do)


def _done(request: HttpRequest, ask_id: int, key: str, do: Callable[[Caller], object]) -> HttpResponseBase:
    """Open the file of an ask, act, and say where the person stands."""
    caller = caller_of(request)

    def act() -> Done:
        person = _person(request, caller, ask_id)
        do(caller)
        return Done(200, _life(person, caller))

    return answer_once(request, key, act)


def _person(request: HttpRequest, caller: Caller, ask_id: int) -> int:
    """Open the file an ask is about; 404 for one that is not of the caller's funds."""
    person = whose_ask(ask_id)
    if person is None:
        raise Stop(404)
    _open(request, caller, person)
    return person


def _open(request: HttpRequest, caller: Caller, person: int) -> None:
    open_file([person], purpose=PURPOSE, route=f"{request.method} {request.path}", by=caller.account_id, at=caller.now)


def _life(person: int, caller: Caller) -> shapes.LifeShown:
    signs = signs_of(person, since=add_months(caller.today, -SHOWN_MONTHS), until=caller.today)
    state = life_state(signs, asks_of(person), caller.today)
    return shapes.LifeShown(
        person_id=person,
        standing=state.standing.value,
        until=state.until,
        ask_id=state.ask.id if state.ask is not None else None,
        signs=[shapes.SignShown.from_orm(one) for one in signs],
    )
