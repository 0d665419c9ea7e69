"""What an officer writes down about a person's proof of life: read from the form, done by the funds' own acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from mizan.doors import refusals, wording
from mizan.doors.officer.desk import written
from mizan.doors.pages import Visit
from mizan.doors.shown import as_lang
from mizan.flows.hold_unproved import ProposedHold, propose_hold
from mizan.flows.write_proof_letter import send_proof_letter
from mizan.funds.benefits.actions.ask_proof import ask_visit, try_contact
from mizan.funds.benefits.actions.prove_life import annul_proof, prove_life
from mizan.funds.benefits.queries.proofs import life_of, signs_of
from mizan.funds.benefits.types.proofs import EvidenceDraft, EvidenceKind, ProofStepKind
from mizan.kernel.refusals import Refused

BY_HAND = tuple(kind.value for kind in EvidenceKind if kind is not EvidenceKind.CARE)
ASKED_BY = ("self", "relative", "officer")
TRIED = ("called_reached", "called_not_reached", "visited_reached", "visited_not_reached")
FIELDS = ("on_day", "place", "reason", "note", "ground", "starts_on", "deadline")


class UnreadableError(Exception):
    """A field of the form can not be read: which, and the key of its sentence."""

    def __init__(self, field: str, key: str) -> None:
        super().__init__(field)
        self.field, self.key = field, key


def act(visit: Visit, person_id: int) -> Mapping[str, str]:
    """Do what the form asks; what is wrong, by field, where it is not done."""
    acts: dict[str, Callable[[Visit, int], None]] = {
        "prove": _prove, "annul": _annul, "sent": _sent, "visit": _visit, "tried": _tried, "hold": _hold,
    }  # fmt: skip
    wanted = acts.get(visit.request.POST.get("act", ""))
    if wanted is None:
        return {"": wording.text("officer.proof.no_act", visit.lang)}
    try:
        wanted(visit, person_id)
    except UnreadableError as error:
        return {error.field: wording.text(error.key, visit.lang)}
    except Refused as caught:
        field = caught.refusal.field or ""
        return {field if field in FIELDS else "": refusals.sentence(caught.refusal, visit.lang)}
    return {}


def _day(visit: Visit, name: str) -> date:
    try:
        return date.fromisoformat(visit.request.POST.get(name, ""))
    except ValueError as error:
        raise UnreadableError(name, "officer.proof.no_day") from error


def _word(visit: Visit, name: str, words: tuple[str, ...]) -> str:
    given = visit.request.POST.get(name, "")
    if given not in words:
        raise UnreadableError(name, "officer.proof.no_choice")
    return given


def _ask_id(visit: Visit, person_id: int) -> int:
    """The ask that waits for an answer today."""
    ask = life_of(person_id, day=visit.today).ask
    if ask is None:
        raise UnreadableError("", "officer.proof.no_ask")
    return ask.id


def _prove(visit: Visit, person_id: int) -> None:
    kind, day = EvidenceKind(_word(visit, "kind", BY_HAND)), _day(visit, "on_day")
    draft = EvidenceDraft(person_id, kind, day, written(visit, "place")[:80], written(visit, "reason"))
    prove_life(draft, by=visit.account_id, at=visit.now)


def _annul(visit: Visit, person_id: int) -> None:
    known = {str(one.evidence_id): one for one in signs_of(person_id, until=visit.today) if one.kind.value in BY_HAND}
    evidence = known[_word(visit, "evidence", tuple(known))].evidence_id
    annul_proof(int(evidence or 0), person_id, ground=written(visit, "ground"), by=visit.account_id, at=visit.now)


def _sent(visit: Visit, person_id: int) -> None:
    language = as_lang(_word(visit, "language", ("ar", "fr")))
    send_proof_letter(_ask_id(visit, person_id), language, on_day=_day(visit, "on_day"), by=visit.account_id, at=visit.now)


def _visit(visit: Visit, person_id: int) -> None:
    asked_by, day = _word(visit, "asked_by", ASKED_BY), _day(visit, "on_day")
    ask_visit(_ask_id(visit, person_id), asked_by=asked_by, note=written(visit, "note"), on_day=day, by=visit.account_id, at=visit.now)


def _tried(visit: Visit, person_id: int) -> None:
    kind, _, outcome = _word(visit, "tried", TRIED).partition("_")
    ask_id, day, note = _ask_id(visit, person_id), _day(visit, "on_day"), written(visit, "note")
    try_contact(ask_id, ProofStepKind(kind), reached=outcome == "reached", note=note, on_day=day, by=visit.account_id, at=visit.now)


def _hold(visit: Visit, person_id: int) -> None:
    proposed = ProposedHold(written(visit, "reason"), _day(visit, "starts_on"), _day(visit, "deadline"))
    propose_hold(_ask_id(visit, person_id), proposed, by=visit.account_id, at=visit.now)
