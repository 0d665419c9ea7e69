"""The fund that pays, with controllers, and short words to plant what controls look for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from tests.flows.pay_world import RECORD, PayWorld, at, make_world

from mizan.config.database import connect_as
from mizan.flows.take_certificates import take_certificates
from mizan.formats.anomalies import Outcome as Taken
from mizan.formats.certificates.reader import COLUMNS
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.types import Role, Scope
from mizan.funds.benefits.actions import declare_own_person, open_claim
from mizan.funds.benefits.actions.write_decision import write_decision
from mizan.funds.benefits.types import AwardDraft, ClaimDraft, DecisionDraft, Kind, Outcome, Parts, TermDraft
from mizan.funds.controls.actions import run_controls
from mizan.funds.controls.queries import findings_of
from mizan.funds.controls.types import FindingKnown, RunDone
from mizan.kernel.funds import Fund

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
OTHERS = {
    "controls": (Role.CONTROLLER, Scope.FUND, "CNR"),
    "controls_2": (Role.CONTROLLER, Scope.FUND, "CNR"),
    "controls_cnas": (Role.CONTROLLER, Scope.FUND, "CNAS"),
    "director": (Role.DIRECTOR, Scope.FUND, "CNR"),
    "minister": (Role.MINISTER, Scope.NATION, ""),
    "auditor": (Role.AUDITOR, Scope.NATION, ""),
    "officer": (Role.OFFICER, Scope.FUND, "CNR"),
    "agency": (Role.CONTROLLER, Scope.AGENCY, "16000"),
}


@dataclass
class ControlWorld:
    """A `PayWorld` and those who control it."""

    pay: PayWorld
    db: Any

    def acting(self, name: str) -> Any:
        """One transaction as the web role in the name of an account."""
        return self.pay.acting(name)

    def account(self, name: str) -> int:
        """An account by name."""
        return self.pay.accounts[name]

    def run(self, *names: str, moment: datetime = NOW) -> tuple[RunDone, ...]:
        """Run controls as the night does."""
        with connect_as("batch"):
            return run_controls(names, by=self.pay.system, at=moment)

    def found(self, name: str, *, moment: datetime = NOW, concluded: bool = False) -> list[FindingKnown]:
        """Run one control; what it has found, as batch sees it."""
        self.run(name, moment=moment)
        with connect_as("batch"):
            return list(findings_of(concluded=concluded, control=name))

    def sql(self, statement: str, values: Any = ()) -> list[Any]:
        """A statement as the administrator: what other doors have written."""
        with self.db.raw() as admin:
            done = admin.execute(statement, values)
            return done.fetchall() if done.description else []

    def allowance(
        self, person: int, starts: str, days: int, net: int = 300_000, kind: Kind = Kind.SICKNESS, day: str = "2026-03-02"
    ) -> tuple[int, int]:
        """A daily allowance of CNAS given to a person from a day for so many days; its claim and its award."""
        first = date.fromisoformat(starts)
        with connect_as("batch"), transaction.atomic():
            draft = ClaimDraft(Fund.CNAS, kind, person, person, first, f"allowance-{next(self.pay.numbers)}", agency_code=self.agency)
            claim = open_claim(draft, by=self.pay.system, at=at(day))
            term = TermDraft(first, first + timedelta(days=days), Parts(net, 0, 0, 0, 0, 0), "v1")
            decision = DecisionDraft(
                fund=Fund.CNAS, kind=kind, person_id=person, claimant_id=person, claim_id=claim, outcome=Outcome.GRANTED, ground="",
                law_on=first, effective_on=first, law_version="v1", record=RECORD, automatic=True,
                awards=(AwardDraft(Fund.CNAS, kind, "once", person, person, (term,)),),
            )  # fmt: skip
            written = write_decision(decision, by=self.pay.system, at=at(day), logged_by=self.pay.system)
        return claim, written.award_ids[0]

    agency = "16000"

    def certificate(self, claim: int, prescriber: str, days: int = 10) -> None:
        """Who signed the certificate a claim came with, told by the feed: signed on the day the claim is for."""
        [(nss, day)] = self.sql(
            "SELECT p.nss, c.received_on::text FROM benefits_claim c JOIN people_person p ON p.id = c.person_id WHERE c.id = %s", [claim]
        )
        told = {"id": f"OF-{claim}", "prescriber": prescriber, "nss": nss, "signed_on": day, "starts_on": day, "days": str(days)}
        line = ";".join(told.get(name, "") for name in COLUMNS)
        with connect_as("batch"):
            receipt = take_certificates(f"{';'.join(COLUMNS)}\n{line}".encode(), by=self.pay.system, at=at("2026-11-01"))
        assert receipt.outcome is Taken.ACCEPTED, receipt.anomalies

    def declared(self, person: int, year: int, durations: tuple[int, int, int, int], unit: str = "J") -> None:
        """A line of a wage declaration of a person, quarter by quarter."""
        filing = next(self.pay.numbers) + 9000
        [(nss,)] = self.sql("SELECT nss FROM people_person WHERE id = %s", [person])
        amounts = [duration * 1000 for duration in durations]
        self.sql("INSERT INTO careers_declaration (filing_id, employer_id, year, kind, recorded_at) VALUES (%s, 1, %s, 'N', %s)",
                 [filing, year, at("2026-04-01")])  # fmt: skip
        quarters = [value for duration, amount in zip(durations, amounts, strict=True) for value in (duration, unit, amount)]
        with self.db.raw() as admin:
            # A line without its filing: only careers are looked at here.
            admin.execute("SET session_replication_role = replica")
            admin.execute(
                "INSERT INTO careers_wage_line (filing_id, line_no, employer_id, year, nss, surname, given_name, q1_duration, q1_unit,"
                " q1_amount, q2_duration, q2_unit, q2_amount, q3_duration, q3_unit, q3_amount, q4_duration, q4_unit, q4_amount, total,"
                " shares) VALUES (%s, 1, 1, %s, %s, 'NOM', 'PRENOM', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,"
                " array_fill(0::bigint, ARRAY[10]))",
                [filing, year, nss, *quarters, sum(amounts)],
            )

    def kin(self, account: str, person: int) -> int:
        """Somebody's own file behind an account, and a child tied to it as `person`; the own file."""
        own = self.pay.person()
        with connect_as("batch"):
            declare_own_person(self.account(account), own, by=self.pay.system, at=at("2025-02-01"))
        self.sql(
            "INSERT INTO people_tie (person_id, member_id, relation, rank, starts_on, by_id, known_from, ground)"
            " VALUES (%s, %s, 'child', 1, '2000-01-01', %s, %s, '')",
            [own, person, self.pay.system, at("2025-02-01")],
        )
        return own


def make_control_world(db: Any) -> ControlWorld:
    """The world on a fresh database."""
    return control_world_of(make_world(), db)


def control_world_of(pay: PayWorld, db: Any) -> ControlWorld:
    """A fund that pays, with those who control it."""
    with connect_as("batch"):
        for name, (role, kind, scope) in OTHERS.items():
            pay.accounts[name] = open_account(
                username=f"c_{name}", name_ar=name, name_fr=name, language="fr", password=None, by=pay.system, at=at("2025-01-01")
            )
            grant_role(
                account_id=pay.accounts[name], role=role, scope_kind=kind, scope_id=scope, valid_from=date(2024, 1, 1), by=pay.system,
                at=at("2025-01-01"),
            )  # fmt: skip
    connection.ensure_connection()
    return ControlWorld(pay, db)
