"""Proof of life in the demo: the night asks, letters leave, most people come, some are visited, a few stay silent. No payment waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from mizan.doors.console.demo.declared.days import working_day
from mizan.doors.console.demo.streams import Stream
from mizan.flows.ask_proofs import ask_proofs
from mizan.flows.write_proof_letter import send_proof_letter
from mizan.formats.letters import LetterLang
from mizan.funds.access.context import acting_as
from mizan.funds.benefits.actions.ask_proof import ask_visit, try_contact
from mizan.funds.benefits.actions.prove_life import prove_life
from mizan.funds.benefits.queries.proofs import proofs_waiting
from mizan.funds.benefits.types.proofs import EvidenceDraft, EvidenceKind, ProofStepKind, ProofWaiting
from mizan.funds.people.actions import open_file
from mizan.kernel.funds import Fund
from mizan.kernel.periods import add_days, add_months

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.benefits.side import BenefitSide

PURPOSE, ROUTE = "proof", "benefits/proofs"
FIRST_MONTH = date(2026, 8, 1)
ASKED_DAY, SENT_DAY = 2, 5
COMES_PER_MILLE, VISIT_PER_MILLE, VISITED_PER_MILLE = 600, 200, 500
"""Of those asked: who comes or sends a certificate, for whom a visit is asked, and of these who has been visited yet. An assumption."""
COMES_AFTER, VISITED_AFTER = (4, 45), (6, 20)
WAYS = (EvidenceKind.SEEN, EvidenceKind.SEEN, EvidenceKind.SEEN, EvidenceKind.TOWN_HALL)
PLACES = {EvidenceKind.SEEN: "Agence", EvidenceKind.TOWN_HALL: "Commune", EvidenceKind.HOME_VISIT: "Domicile"}
CAME, WENT = "Présence constatée, pièce d'identité montrée.", "Vue chez elle par un agent."
ASKED = "Sa fille appelle : la personne ne se déplace plus."
NOBODY = "Pas de réponse au téléphone."


class Proofs:
    """Asks on the second night of each month, then does what officers do with those asked."""

    def __init__(self, side: BenefitSide) -> None:
        self.side, self.play = side, side.play
        deaths = (one for one in side.lives.happenings if one.kind == "death")
        self._died = {side.of(one.family).nin: one.day for one in deaths}

    def plan(self) -> None:
        """The nights that ask, the days on which letters leave and those not heard of are called."""
        month = FIRST_MONTH
        while month <= self.play.today:
            for day, act in ((ASKED_DAY, self._ask), (SENT_DAY, self._write_and_call)):
                at = datetime.combine(month.replace(day=day), time(7, 30), UTC)
                self.play.of_benefits(at, partial(act, at))
            month = add_months(month, 1)

    def _ask(self, at: datetime) -> None:
        self.play.roles.become("batch")
        made = ask_proofs(day=at.date(), by=self.play.actors.system, at=at)
        self.play.count("proofs asked", made.asked)

    def _officer(self, fund: str) -> int:
        return self.side.actors.officers[Fund(fund)][0]

    def _waiting(self, at: datetime) -> list[ProofWaiting]:
        """Those asked and not heard of, as the officers of each fund see them."""
        self.play.roles.become("web")
        found: list[ProofWaiting] = []
        for fund in (Fund.CNR, Fund.CASNOS, Fund.CNAS):
            with acting_as(self._officer(fund.value)):
                found += [one for one in proofs_waiting(day=at.date()) if one.fund == fund.value]
        return found

    def _stream(self, person_id: int, what: str) -> Stream:
        return Stream(self.play.world.seed, f"proof:{what}:{self.side.nin_of(person_id)}")

    def _write_and_call(self, at: datetime) -> None:
        """Letters leave for those who have none, and what each person will do is drawn; those whose grace has passed are called, once."""
        for one in self._waiting(at):
            if one.sent_on is not None:
                self._try(one, at)
                continue
            by, stream = self._officer(one.fund), self._stream(one.person_id, "answer")
            language: LetterLang = "fr" if stream.chance(300) else "ar"
            with acting_as(by):
                open_file([one.person_id], purpose=PURPOSE, route=ROUTE, by=by, at=at)
                send_proof_letter(one.ask_id, language, on_day=at.date(), by=by, at=at)
            self.play.count("proof letters sent")
            drawn = stream.below(1000)
            if drawn < COMES_PER_MILLE:
                self._later(self._prove, one, stream.between(*COMES_AFTER), at, stream.pick(WAYS))
            elif drawn < COMES_PER_MILLE + VISIT_PER_MILLE:
                self._later(self._want_visit, one, stream.between(*COMES_AFTER), at)

    def _later(self, act: Callable[..., None], one: ProofWaiting, days: int, at: datetime, *more: object) -> None:
        moment = datetime.combine(working_day(add_days(at.date(), days)), time(10, 15), UTC)
        self.play.of_benefits(moment, partial(act, one, moment, *more))

    def _is_dead(self, one: ProofWaiting, at: datetime) -> bool:
        """Whether the person has died by then, whether or not the register has told it: nobody comes, and nobody calls for a visit."""
        died_on = self._died.get(self.side.nin_of(one.person_id))
        return died_on is not None and died_on <= at.date()

    def _prove(self, one: ProofWaiting, at: datetime, kind: EvidenceKind) -> None:
        if self._is_dead(one, at):
            return
        self.play.roles.become("web")
        by = self._officer(one.fund)
        reason = WENT if kind is EvidenceKind.HOME_VISIT else CAME
        with acting_as(by):
            open_file([one.person_id], purpose=PURPOSE, route=ROUTE, by=by, at=at)
            prove_life(EvidenceDraft(one.person_id, kind, at.date(), f"{PLACES[kind]} {one.agency_code}".strip(), reason), by=by, at=at)
        self.play.count("proofs written down")

    def _want_visit(self, one: ProofWaiting, at: datetime) -> None:
        """A relative asks for a visit; some have been visited before the last day."""
        if self._is_dead(one, at):
            return
        self.play.roles.become("web")
        by, stream = self._officer(one.fund), self._stream(one.person_id, "visit")
        with acting_as(by):
            open_file([one.person_id], purpose=PURPOSE, route=ROUTE, by=by, at=at)
            ask_visit(one.ask_id, asked_by="relative", note=ASKED, on_day=at.date(), by=by, at=at)
        if stream.chance(VISITED_PER_MILLE):
            self._later(self._prove, one, stream.between(*VISITED_AFTER), at, EvidenceKind.HOME_VISIT)

    def _try(self, one: ProofWaiting, at: datetime) -> None:
        if one.tries or one.visit_asked_on is not None or not one.to_visit(at.date()):
            return
        by = self._officer(one.fund)
        with acting_as(by):
            open_file([one.person_id], purpose=PURPOSE, route=ROUTE, by=by, at=at)
            try_contact(one.ask_id, ProofStepKind.CALLED, reached=False, note=NOBODY, on_day=at.date(), by=by, at=at)
