"""Claims that take their time: persons of both sexes and several wilayas, two desks, who may look and who may not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tests.flows.pay_world import PayWorld, at, make_world, parts_of

from mizan.config.database import connect_as
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.types import Role, Scope
from mizan.funds.benefits.actions import open_claim
from mizan.funds.benefits.actions.work_claim import add_step
from mizan.funds.benefits.actions.write_decision import write_decision
from mizan.funds.benefits.types import AwardDraft, ClaimDraft, DecisionDraft, Kind, Outcome, StepKind, TermDraft
from mizan.funds.people.actions import open_agencies, register_persons
from mizan.funds.people.types import AgencyKnown, PersonDraft
from mizan.kernel.funds import Fund
from mizan.kernel.identifiers import nss_key

READERS = {
    "director": (Role.DIRECTOR, Scope.FUND, "CNR"),
    "casnos": (Role.DIRECTOR, Scope.FUND, "CASNOS"),
    "minister": (Role.MINISTER, Scope.NATION, ""),
    "auditor": (Role.AUDITOR, Scope.NATION, ""),
    "agency": (Role.CONTROLLER, Scope.AGENCY, "16000"),
    "controller": (Role.CONTROLLER, Scope.FUND, "CNAS"),
    "first": (Role.OFFICER, Scope.FUND, "CNR"),
    "second": (Role.OFFICER, Scope.FUND, "CNR"),
}


@dataclass
class Files:
    """The world of pay runs, with those who read and work on files."""

    world: PayWorld = field(default_factory=make_world)

    def __post_init__(self) -> None:
        with connect_as("batch"):
            agencies = [AgencyKnown("16000", "وكالة", "Alger", 16), AgencyKnown("31000", "وكالة", "Oran", 31)]
            open_agencies(agencies, on=date(2020, 1, 1), by=self.world.system, at=at("2024-01-01"))
            for name, (role, kind, scope) in READERS.items():
                self.world.accounts[name] = open_account(
                    username=f"f_{name}", name_ar=name, name_fr=f"NOM-{name}", language="fr", password=None,
                    by=self.world.system, at=at("2024-01-01"),
                )  # fmt: skip
                grant_role(
                    account_id=self.world.accounts[name], role=role, scope_kind=kind, scope_id=scope,
                    valid_from=date(2024, 1, 1), by=self.world.system, at=at("2024-01-01"),
                )  # fmt: skip

    def person(self, *, sex: str = "M", agency: str = "16000") -> int:
        """Somebody new."""
        n = next(self.world.numbers)
        body = f"{55 if sex == 'M' else 56}{n:08d}"
        draft = PersonDraft(f"{body}{nss_key(body):02d}", f"NOM{n}", "P", date(1955, 1, 1), sex=sex, fund="CNR", agency_code=agency)
        from django.db import connection

        with connect_as("batch"):
            register_persons([draft], by=self.world.system, at=at("2024-01-02"))
            with connection.cursor() as cursor:
                cursor.execute("SELECT id FROM people_person WHERE nss = %s", [draft.nss])
                return int(cursor.fetchone()[0])

    def claim(self, day: str, *, person: int | None = None, fund: Fund = Fund.CNR, received: str = "", agency: str = "") -> int:
        """A claim opened at nine; received on an earlier day where it came by post."""
        holder = self.person() if person is None else person
        draft = ClaimDraft(
            fund, Kind.RETIREMENT, holder, holder, date.fromisoformat(received or day), f"f-{next(self.world.numbers)}", agency_code=agency
        )
        with connect_as("batch"):
            return open_claim(draft, by=self.world.accounts["first"], at=at(day))

    def step(self, claim: int, kind: StepKind, moment: datetime, *, by: str = "first", to: str = "", facts: tuple[str, ...] = ()) -> None:
        """Something done on it."""
        detail: dict[str, object] = {"facts": list(facts)} if facts else {}
        with connect_as("batch"):
            account = self.world.accounts
            add_step(claim, kind, detail, to=account[to] if to else None, by=account[by], at=moment)

    def decide(
        self,
        claim: int,
        moment: datetime,
        *,
        granted: bool = True,
        person: int,
        fund: Fund = Fund.CNR,
        second: bool = False,
        machine: bool = False,
    ) -> None:
        """The first decision: granted for ever or refused, by the law alone, by an officer, or by two."""
        outcome = Outcome.GRANTED if granted else Outcome.REFUSED
        since = date(2026, 1, 1)
        term = TermDraft(since, None, parts_of(4_000_000), "v1")
        awards = (AwardDraft(fund, Kind.RETIREMENT, "monthly", person, person, (term,)),) if granted else ()
        kept: dict[str, Any] = self.world._decision(fund, person, claim, outcome, since.isoformat(), awards=awards)
        kept |= {"automatic": machine, "sensitive": second, "ground": "" if granted else "test"}
        kept |= {"proposed_by": self.world.accounts["first"] if second else None}
        from django.db import transaction

        signs = self.world.system if machine else self.world.accounts["second" if second else "first"]
        with connect_as("batch"), transaction.atomic():
            write_decision(DecisionDraft(**kept), by=signs, at=moment, logged_by=signs)

    def whole(self, day: str, days: int, *, granted: bool = True, sex: str = "M", agency: str = "16000", fund: Fund = Fund.CNR) -> int:
        """A claim decided by the law alone after so many days."""
        person = self.person(sex=sex, agency=agency)
        claim = self.claim(day, person=person, fund=fund)
        self.decide(claim, at(day) + timedelta(days=days), granted=granted, person=person, fund=fund, machine=True)
        return claim

    def long_way(self, day: str = "2026-02-02") -> int:
        """Received by post, taken, asked twice, handed over, proposed by one and refused by another."""
        person = self.person()
        claim = self.claim(day, person=person, received=(date.fromisoformat(day) - timedelta(days=3)).isoformat())
        start = at(day)
        for kind, after, more in (
            (StepKind.TAKEN, 2, {}),
            (StepKind.ASKED, 3, {"facts": ("contributions_unpaid",)}),
            (StepKind.ANSWERED, 13, {}),
            (StepKind.ASKED, 15, {"facts": ("wage",)}),
            (StepKind.ANSWERED, 19, {}),
            (StepKind.HANDED_OVER, 20, {"to": "second"}),
            (StepKind.TAKEN, 21, {"by": "second"}),
            (StepKind.PROPOSED, 22, {}),
        ):
            self.step(claim, kind, start + timedelta(days=after), **more)
        self.decide(claim, start + timedelta(days=30), granted=False, person=person, second=True)
        return claim
