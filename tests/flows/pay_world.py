"""A small fund that pays: pensioners with their accounts, four people who keep its books, and short words for what they do."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from mizan.config.database import connect_as  # noqa: E402
from mizan.flows.hold_payment import agree_hold  # noqa: E402
from mizan.flows.pay_files import write_payment_file  # noqa: E402
from mizan.flows.pay_month import approve_run, prepare_run  # noqa: E402
from mizan.funds.access.actions import grant_role, open_account  # noqa: E402
from mizan.funds.access.context import acting_as  # noqa: E402
from mizan.funds.access.queries import system_account  # noqa: E402
from mizan.funds.access.types import Role, Scope  # noqa: E402
from mizan.funds.benefits.actions import open_claim, set_payee_account  # noqa: E402
from mizan.funds.benefits.actions.adjust import MonthsDue, adjust  # noqa: E402
from mizan.funds.benefits.actions.hold_payment import HoldDraft, hold_payment  # noqa: E402
from mizan.funds.benefits.actions.write_decision import replace_terms, write_decision  # noqa: E402
from mizan.funds.benefits.queries import award_of, decisions_of_claim  # noqa: E402
from mizan.funds.benefits.types import AwardDraft, ClaimDraft, DecisionDraft, Kind, Outcome, Parts, TermDraft  # noqa: E402
from mizan.funds.people.actions import register_persons  # noqa: E402
from mizan.funds.people.types import PersonDraft  # noqa: E402
from mizan.kernel.funds import Fund  # noqa: E402
from mizan.kernel.identifiers import nss_key, rip_from_ccp  # noqa: E402
from mizan.law.algeria.deductions import deduct  # noqa: E402

SINCE = date(2024, 1, 1)
PAYER, PAYER_ACCOUNT = "CAISSE NATIONALE DES RETRAITES", "00200021000001234536"
RECORD = {"format": "mizan-decision/1", "given": {}, "steps": {}, "outputs": {}}


def at(day: str, hour: int = 9) -> datetime:
    """A moment of a day."""
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)


def parts_of(gross: int, *, state: int = 0) -> Parts:
    """The money of a term of this gross amount under the law of 2026."""
    taken = deduct(gross, on=date(2026, 1, 1))  # type: ignore[arg-type]
    return Parts(gross - state, 0, state, 0, taken.social_insurance, taken.income_tax)


@dataclass
class PayWorld:
    """Account ids by name: four accountants of CNR, one of CNAS; the awards given so far."""

    system: int
    accounts: dict[str, int]
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    @contextmanager
    def acting(self, name: str) -> Iterator[int]:
        """One transaction as the web role in the name of an account."""
        with acting_as(self.accounts[name]):
            yield self.accounts[name]

    def person(self, *, account: str | None = "", agency: str = "16000") -> int:
        """A person, paid on an account of their own ("": a fresh postal one; None: nowhere), whose file an agency holds."""
        n = next(self.numbers)
        body = f"50{n:08d}"
        with connect_as("batch"):
            draft = PersonDraft(
                f"{body}{nss_key(body):02d}", f"NOM{n}", f"PRENOM{n}", date(1950, 1, 1), sex="M", fund="CNR", agency_code=agency
            )
            register_persons([draft], by=self.system, at=at("2025-01-02"))
            with connection.cursor() as cursor:
                cursor.execute("SELECT id FROM people_person WHERE nss = %s", [draft.nss])
                (person_id,) = cursor.fetchone()
            if account is not None:
                self.pay_on(person_id, account or rip_from_ccp(str(n)))
        return int(person_id)

    def pay_on(self, person_id: int, account: str, kind: str = "ccp", day: str = "2025-01-03") -> None:
        """Pay a person on this account from now on."""
        with connect_as("batch"):
            set_payee_account(
                person_id, account=account, account_kind=kind, holder_name=f"TITULAIRE {person_id}", by=self.system, at=at(day)
            )

    def award(
        self, gross: int = 4_000_000, *, person: int | None = None, fund: Fund = Fund.CNR, since: str = "2026-01-01",
        until: str | None = None, state: int = 0, day: str = "2025-01-04", parts: Parts | None = None, kind: Kind = Kind.RETIREMENT,
    ) -> int:  # fmt: skip
        """A pension given to a person, from a day on."""
        holder = self.person() if person is None else person
        with connect_as("batch"), transaction.atomic():
            claim = open_claim(
                ClaimDraft(fund, kind, holder, holder, date(2025, 1, 2), f"claim-{next(self.numbers)}"),
                by=self.system,
                at=at(day),
            )
            term = TermDraft(
                date.fromisoformat(since), None if until is None else date.fromisoformat(until), parts or parts_of(gross, state=state), "v1"
            )
            draft = self._decision(fund, holder, claim, Outcome.GRANTED, since) | {"kind": kind}
            awards = (AwardDraft(fund, kind, "monthly", holder, holder, (term,)),)
            written = write_decision(DecisionDraft(**{**draft, "awards": awards}), by=self.system, at=at(day), logged_by=self.system)
        return written.award_ids[0]

    def _decision(self, fund: Fund, holder: int, claim: int, outcome: Outcome, since: str, **more: Any) -> dict[str, Any]:
        return {
            "fund": fund, "kind": Kind.RETIREMENT, "person_id": holder, "claimant_id": holder, "claim_id": claim, "outcome": outcome,
            "ground": "" if outcome is not Outcome.ENDED else "test", "law_on": date.fromisoformat(since),
            "effective_on": date.fromisoformat(since), "law_version": "v1", "record": RECORD, "automatic": True, **more,
        }  # fmt: skip

    def decide(self, award_id: int, gross: int | None, since: str, day: str, *, months: tuple[str, str] | None = None) -> None:
        """A later decision: from a day another gross amount (None: nothing), with the difference for months gone by, posted."""
        with connect_as("batch"), transaction.atomic():
            award = award_of(award_id)
            assert award is not None
            (*_, last) = decisions_of_claim(award.claim_id)
            draft = self._decision(award.fund, award.person_id, award.claim_id, Outcome.CHANGED, since, supersedes_id=last.id)
            written = write_decision(DecisionDraft(**draft), by=self.system, at=at(day), logged_by=self.system)
            new = None if gross is None else parts_of(gross)
            terms = () if new is None else (TermDraft(date.fromisoformat(since), None, new, "v2"),)
            old = award.on(date.fromisoformat(since))
            replace_terms(award, terms, since=date.fromisoformat(since), decision_id=written.id, at=at(day))
            if months is not None and old is not None:
                first, last_month = (date.fromisoformat(f"{key}-01") for key in months)
                count = (last_month.year - first.year) * 12 + last_month.month - first.month + 1
                change = Parts(*(count * (b - a) for a, b in zip(old.parts, new or Parts(0, 0, 0, 0, 0, 0), strict=True)))
                due = MonthsDue(award_id, award.fund, award.kind, change, first, last_month)
                adjust([due], decision_id=written.id, law_version="v2", verb="reassess_benefit", by=self.system, at=at(day))

    def prepare(self, month: str = "2026-10", *, fund: Fund = Fund.CNR, name: str = "prepares", **more: Any) -> Any:
        """Prepare a month, as an accountant."""
        with self.acting(name) as by:
            return prepare_run(
                fund=fund,
                month=date.fromisoformat(f"{month}-01"),
                pay_on=date.fromisoformat(f"{month}-20"),
                by=by,
                at=at(f"{month}-10"),
                **more,
            )

    def approve(self, run_id: int, month: str = "2026-10") -> Any:
        """Agree and approve, as two others."""
        for hour, name in ((10, "agrees"), (11, "approves")):
            with self.acting(name) as by:
                kept = approve_run(run_id, by=by, at=at(f"{month}-10", hour))
        return kept

    def file(self, run_id: int, path: Path, *, profile: str = "pain001", month: str = "2026-10", name: str = "prepares") -> Any:
        """Write the run's file, as an accountant."""
        with self.acting(name) as by:
            return write_payment_file(run_id, path, profile=profile, payer=PAYER, account=PAYER_ACCOUNT, by=by, at=at(f"{month}-11"))

    def paid(self, month: str, path: Path | None = None) -> Any:
        """A month prepared, approved, and its file written if a path is given."""
        run = self.approve(self.prepare(month).id, month)
        if path is not None:
            self.file(run.id, path, month=month)
        return run


ADDRESS = "https://mizan.example"
"""The public address that letters name."""
HOLD = HoldDraft(0, "same_year_twice", "pièce attendue", date(2026, 9, 1), date(2026, 10, 15))


def hold(world: PayWorld, award: int, day: str = "2026-08-25") -> int:
    """A hold on an award, asked for by one person and agreed to by another the same day."""
    with world.acting("prepares") as by:
        hold_id = hold_payment(replace(HOLD, award_id=award), by=by, at=at(day))
    with world.acting("agrees") as by:
        agree_hold(hold_id, address=ADDRESS, by=by, at=at(day))
    return hold_id


def make_world() -> PayWorld:
    """Five accounts on a fresh database."""
    with connect_as("batch"):
        system = system_account()
        accounts = {}
        people = {"prepares": "CNR", "agrees": "CNR", "approves": "CNR", "fourth": "CNR", "cnas": "CNAS"}
        for name, fund in people.items():
            accounts[name] = open_account(
                username=f"pay_{name}", name_ar=name, name_fr=name, language="fr", password="correct horse battery", by=system,
                at=at("2025-01-01"), iterations=10,
            )  # fmt: skip
            grant_role(
                account_id=accounts[name], role=Role.FUND_ACCOUNTANT, scope_kind=Scope.FUND, scope_id=fund, valid_from=SINCE, by=system,
                at=at("2025-01-01"),
            )  # fmt: skip
    return PayWorld(system, accounts)
