"""A fund that pays, an officer who sees people and two who hold: the world of proofs of life."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.flows.pay_world import SINCE, PayWorld, at, make_world

from mizan.config.database import connect_as
from mizan.flows.ask_proofs import ProofNight, ask_proofs
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.context import acting_as
from mizan.funds.access.types import Role, Scope
from mizan.funds.benefits import proof_switches
from mizan.funds.benefits.actions.ask_proof import ask_visit, send_ask, try_contact
from mizan.funds.benefits.actions.hold_payment import HoldDraft
from mizan.funds.benefits.actions.prove_life import prove_life
from mizan.funds.benefits.queries.proofs import asks_of, life_of
from mizan.funds.benefits.types.proofs import AskKnown, EvidenceDraft, EvidenceKind, LifeState, ProofStepKind
from mizan.funds.people.actions import open_agencies, open_file, register_person
from mizan.funds.people.types import AgencyKnown, PersonDraft

GROUND = "yearly_renewal"
"""The ground of a hold for want of a proof: the one the switch `proof_hold_ground` may choose."""
OFFICERS = {"officer": "CNR", "second": "CNR", "casnos_officer": "CASNOS", "oran": "31000"}
"""Their fund, or their agency."""


def day_of(day: str) -> date:
    return date.fromisoformat(day)


@dataclass
class ProofWorld:
    """Persons paid by CNR, and what is done around their proof of life."""

    pay: PayWorld

    @property
    def system(self) -> int:
        return self.pay.system

    def pensioner(self, born: str | None = "1950-05-09", *, presumed: str = "", since: str = "2025-02-01", **more: Any) -> int:
        """A person whose pension began on a day; their claim is too old to show anything."""
        n = next(self.pay.numbers)
        with connect_as("batch"):
            birth = None if born is None else day_of(born)
            draft = PersonDraft(
                "", f"NOM{n}", f"PRENOM{n}", birth, birth_presumed=presumed, fund="CNR", agency_code=more.pop("agency", "16000")
            )
            person = register_person(draft, by=self.system, at=at("2025-01-02")).id
            from mizan.kernel.identifiers import rip_from_ccp

            self.pay.pay_on(person, rip_from_ccp(str(n)))
        self.pay.award(person=person, since=since, **more)
        return person

    def night(self, day: str) -> ProofNight:
        with connect_as("batch"):
            return ask_proofs(day=day_of(day), by=self.system, at=at(day, 2))

    def state(self, person: int, day: str) -> LifeState:
        with connect_as("batch"):
            return life_of(person, day=day_of(day))

    def asks(self, person: int) -> tuple[AskKnown, ...]:
        with connect_as("batch"):
            return asks_of(person)

    @contextmanager
    def desk(self, person: int, name: str = "officer", moment: datetime | None = None) -> Iterator[int]:
        """An officer with a person's file open for a proof of life."""
        by = self.pay.accounts[name]
        with acting_as(by):
            open_file([person], purpose="proof", route="test", by=by, at=moment or at("2026-01-01"))
            yield by

    def see(self, person: int, day: str, kind: EvidenceKind = EvidenceKind.SEEN, *, on: str = "", name: str = "officer") -> int:
        with self.desk(person, name, at(day)) as by:
            draft = EvidenceDraft(person, kind, day_of(on or day), "Agence d'Alger", "Venue avec sa carte d'identité")
            return prove_life(draft, by=by, at=at(day))

    def send(self, person: int, day: str) -> None:
        with self.desk(person) as by:
            send_ask(asks_of(person)[-1].id, language="fr", sha256="a" * 64, on_day=day_of(day), by=by, at=at(day))

    def visit_asked(self, person: int, day: str) -> None:
        with self.desk(person) as by:
            ask_visit(asks_of(person)[-1].id, asked_by="relative", note="Sa fille appelle", on_day=day_of(day), by=by, at=at(day))

    def tried(self, person: int, day: str, kind: ProofStepKind = ProofStepKind.VISITED) -> None:
        with self.desk(person) as by:
            try_contact(asks_of(person)[-1].id, kind, reached=False, note="Personne n'ouvre", on_day=day_of(day), by=by, at=at(day))

    def draft(self, award: int, day: str) -> HoldDraft:
        """A hold proposed on a day, with everything a hold asks for."""
        first = day_of(day) + timedelta(days=20)
        return HoldDraft(award, GROUND, "Sans nouvelles", first, first + timedelta(days=60))


def make_proof_world() -> ProofWorld:
    """The accounts of a fund on a fresh database, two agencies and four officers."""
    pay = make_world()
    with connect_as("batch"):
        agencies = [AgencyKnown("16000", "الجزائر", "Alger", 16), AgencyKnown("31000", "وهران", "Oran", 31)]
        open_agencies(agencies, on=SINCE, by=pay.system, at=at("2025-01-01"))
        for name, fund in OFFICERS.items():
            pay.accounts[name] = open_account(
                username=name, name_ar=name, name_fr=name, language="fr", password=None, by=pay.system, at=at("2025-01-01")
            )
            kind = Scope.AGENCY if fund.isdigit() else Scope.FUND
            grant = {"role": Role.OFFICER, "scope_kind": kind, "scope_id": fund, "valid_from": SINCE}
            grant_role(account_id=pay.accounts[name], by=pay.system, at=at("2025-01-01"), **grant)
        care = open_account(
            username="care", name_ar="علاج", name_fr="Soins", language="fr", password=None, by=pay.system, at=at("2025-01-01")
        )
        grant_role(
            account_id=care,
            role=Role.REGISTRAR,
            scope_kind=Scope.REGISTER,
            scope_id="care",
            valid_from=SINCE,
            by=pay.system,
            at=at("2025-01-01"),
        )
        pay.accounts["care"] = care
    return ProofWorld(pay)


@contextmanager
def proof_world_that_may_hold() -> Iterator[ProofWorld]:
    """The same, of a fund that has chosen the ground a payment may wait on for want of a proof."""
    made = make_proof_world()
    proof_switches.instruct({proof_switches.GROUND: GROUND})
    try:
        yield made
    finally:
        proof_switches.instruct({})
