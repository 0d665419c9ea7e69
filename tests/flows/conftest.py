"""A small world on a fresh database: three employers, their workers, one account per role, and short words for acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import django
import pytest

django.setup()

NUMBERS = {"monthly": "1600000101", "quarterly": "1600000202", "builder": "3100000303"}
LETTERS = "ZABCDEFGHIJKL"
ACCOUNT = "00700099990000000135"


@dataclass(frozen=True, slots=True)
class World:
    """Account ids by name, employer ids by name; acts are done as the web role in the name of one of the accounts."""

    system: int
    accounts: dict[str, int]
    employers: dict[str, int]

    @staticmethod
    def at(day: str, hour: int = 9) -> datetime:
        """A moment of a day, for instance at("2026-02-10")."""
        return datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)

    @contextmanager
    def acting(self, name: str) -> Iterator[int]:
        """One transaction as the web role in the name of an account."""
        from mizan.funds.access.context import acting_as

        with acting_as(self.accounts[name]):
            yield self.accounts[name]

    @staticmethod
    def dac(name: str, period: str, base: int, kind: str = "normal", **more: Any) -> Any:
        """A declaration with the general line and those that go with it."""
        from mizan.formats.dac import DacLine, DacReturn

        codes = ("R22", "R98", "R38") if name == "builder" else ("R22", "R98")
        lines = tuple(DacLine(code, base) for code in codes) if base else ()
        words: dict[str, Any] = {"workers_total": 4 if name == "quarterly" else 12, "lines": lines, **more}
        return DacReturn(NUMBERS[name], period, kind if base else "nil", **words)

    def file_dac(self, name: str, period: str, base: int, day: str, kind: str = "normal", **more: Any) -> Any:
        """File one, as the employer's accountant."""
        from mizan.flows.file_dac import file_dac

        with self.acting(name) as by:
            return file_dac(dac=self.dac(name, period, base, kind, **more), source="keyed", by=by, at=self.at(day))

    def das_pair(self, name: str, year: int, rows: Sequence[tuple[str, Sequence[int]]], kind: str = "N") -> tuple[bytes, bytes]:
        """A pair from (number of the person, four quarter amounts)."""
        from mizan.formats.das import DasHeader, DasRow, QuarterPay, write_pair

        made = [
            DasRow(
                index, nss, f"NOM{LETTERS[index]}", f"PRENOM{LETTERS[index]}", date(1985, 3, 15),
                tuple(QuarterPay(520 if amount else 0, "H", amount) for amount in amounts),  # type: ignore[arg-type]
                sum(amounts), date(2019, 2, 1), None,
            )
            for index, (nss, amounts) in enumerate(rows, start=1)
        ]  # fmt: skip
        totals = tuple(sum(amounts[i] for _, amounts in rows) for i in range(4))
        header = DasHeader(
            NUMBERS[name],
            kind,
            year,
            centre="16000",
            totals=totals,
            total_year=sum(totals),
            workers=len(rows),  # type: ignore[arg-type]
        )
        return write_pair(header, made)

    def file_das(
        self, name: str, year: int, rows: Sequence[tuple[str, Sequence[int]]], day: str, kind: str = "N", test: bool = False
    ) -> Any:
        """File one, as the employer's accountant."""
        from mizan.flows.file_das import file_das

        header, detail = self.das_pair(name, year, rows, kind)
        with self.acting(name) as by:
            return file_das(header=header, detail=detail, test=test, by=by, at=self.at(day))

    def pay(self, lines: Sequence[tuple[str, int, str]], day: str, number: str = "1", **more: Any) -> Any:
        """Import a statement of (line reference, amount, free reference) and settle its lines, as the fund's accountant."""
        from mizan.flows.import_statement import import_statement
        from mizan.flows.settle_statement import settle_statement
        from mizan.formats.statement import BankLine, BankStatement, statement_csv
        from mizan.kernel.money import Centimes

        on = date.fromisoformat(day)
        bank = tuple(BankLine(ref, on, on, Centimes(amount), "PAYEUR", "", text, **more) for ref, amount, text in lines)
        total = sum(amount for _, amount, _ in lines)
        statement = BankStatement(ACCOUNT, number, Centimes(0), Centimes(total), on, on, bank)
        data = statement_csv.write(statement)
        with self.acting("cnas") as by:
            kept = import_statement(data, fmt="csv", by=by, at=self.at(day))
            assert kept.statement_id is not None, kept.anomalies
            return settle_statement(kept, by=by, at=self.at(day))

    @contextmanager
    def batch(self) -> Iterator[int]:
        """As the batch role, in the system's name."""
        from mizan.config.database import connect_as

        with connect_as("batch"):
            yield self.system

    def faults(self) -> list[str]:
        """What the nightly checks find wrong with the books."""
        from mizan.flows.nightly import check_books

        with self.batch():
            return [str(fault) for fault in check_books()]


@pytest.fixture
def world(db: object) -> World:
    with_batch = World(0, {}, {})
    with with_batch.batch():
        return build_world()


def build_world() -> World:
    """Register everything, as the batch role."""
    from mizan.funds.access.actions.grant_role import grant_role
    from mizan.funds.access.actions.open_account import open_account
    from mizan.funds.access.queries import system_account
    from mizan.funds.access.types import Role, Scope
    from mizan.funds.people.actions.open_agencies import open_agencies
    from mizan.funds.people.actions.register_employers import register_employers
    from mizan.funds.people.actions.register_persons import register_persons
    from mizan.funds.people.types import AgencyKnown, EmployerDraft, PersonDraft

    start = World.at("2024-11-01")
    system = system_account()
    agencies = [AgencyKnown("16000", "الجزائر", "ALGER", 16), AgencyKnown("31000", "وهران", "ORAN", 31)]
    open_agencies(agencies, on=date(2020, 1, 1), by=system, at=start)
    drafts = [
        EmployerDraft(number, f"شركة {name}", f"SARL {name.upper()}", "", name == "builder", int(number[:2]), f"{number[:2]}000",
                      date(2024, 11, 1), workers_declared=4 if name == "quarterly" else 12)
        for name, number in NUMBERS.items()
    ]  # fmt: skip
    ids = register_employers(drafts, by=system, at=start)
    register_persons(
        [PersonDraft(nss(index), f"NOM{LETTERS[index]}", f"PRENOM{LETTERS[index]}", date(1985, 3, 15)) for index in range(1, 6)],
        by=system,
        at=start,
    )
    accounts: dict[str, int] = {}

    def account(name: str, role: Role, scope: Scope, scope_id: str | int) -> None:
        accounts[name] = open_account(username=name, name_ar=name, name_fr=name, language="fr", password=None, by=system, at=start)
        grant_role(
            account_id=accounts[name], role=role, scope_kind=scope, scope_id=scope_id, valid_from=date(2020, 1, 1), by=system, at=start
        )

    for name, number in NUMBERS.items():
        account(name, Role.EMPLOYER_ACCOUNTANT, Scope.EMPLOYER, ids[number])
    account("cnas", Role.FUND_ACCOUNTANT, Scope.FUND, "CNAS")
    account("controller", Role.CONTROLLER, Scope.FUND, "CNAS")
    account("cnr", Role.DIRECTOR, Scope.FUND, "CNR")
    account("minister", Role.MINISTER, Scope.NATION, "")
    return World(system, accounts, {name: ids[number] for name, number in NUMBERS.items()})


def nss(index: int) -> str:
    """A social-security number with its key."""
    from mizan.kernel.identifiers import nss_key

    body = f"85{index:08d}"
    return f"{body}{nss_key(body):02d}"


@pytest.fixture
def person() -> Any:
    """The number of the worker of an index, from 1."""
    return nss


@pytest.fixture
def casnos(world: World) -> Any:
    """The same world with three self-employed persons and CASNOS's people."""
    from tests.flows.self_employed import build_casnos

    return build_casnos(world)
