"""A few self-employed persons on a fresh database, their accounts and CASNOS's, and short words for their acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.flows.conftest import World, nss

CASNOS_ACCOUNT = "00700099990000000232"
RIBS = {"trader": "00100600030000000117", "farmer": "", "newcomer": ""}
PERSONS = {"trader": 1, "farmer": 2, "newcomer": 3}


@dataclass(frozen=True, slots=True)
class Casnos:
    """Affiliation numbers by name; acts are done as the web role, in the name of the person or of the fund's accountant."""

    world: World
    ids: dict[str, int]

    @staticmethod
    def nss(name: str) -> str:
        """The person's number."""
        return nss(PERSONS[name])

    def declare(
        self, name: str, year: int, income: int, day: str, *, kind: str = "normal", who: str | None = None, test: bool = False
    ) -> Any:
        """Declare a year's income (centimes) as the person, or as `who`."""
        from mizan.flows.declare_base import declare_base
        from mizan.formats.daa import DaaReturn

        with self.world.acting(who or name) as by:
            said = DaaReturn(self.nss(name), year, income, kind)
            return declare_base(declaration=said, source="keyed", test=test, by=by, at=self.world.at(day))

    def assess(self, year: int, day: str) -> Any:
        """Run the provisional assessment."""
        from mizan.flows.assess_silent import assess_silent

        with self.world.batch() as by:
            return assess_silent(year, day=date.fromisoformat(day), by=by, at=self.world.at(day))

    def pay(self, lines: Sequence[tuple[str, int, str]], day: str, number: str = "1", *, payer_account: str = "", **more: Any) -> Any:
        """Import a statement of CASNOS's account and settle its lines."""
        from mizan.flows.import_statement import import_statement
        from mizan.flows.settle_statement import settle_statement
        from mizan.formats.statement import BankLine, BankStatement, statement_csv
        from mizan.kernel.funds import Fund
        from mizan.kernel.money import Centimes

        on = date.fromisoformat(day)
        bank = tuple(BankLine(ref, on, on, Centimes(amount), "PAYEUR", payer_account, text, **more) for ref, amount, text in lines)
        total = sum(amount for _, amount, _ in lines)
        data = statement_csv.write(BankStatement(CASNOS_ACCOUNT, number, Centimes(0), Centimes(total), on, on, bank))
        with self.world.acting("casnos") as by:
            kept = import_statement(data, fmt="csv", fund=Fund.CASNOS, by=by, at=self.world.at(day))
            assert kept.statement_id is not None, kept.anomalies
            return settle_statement(kept, by=by, at=self.world.at(day))

    def dues(self, name: str, *, who: str | None = None) -> Any:
        """The person's dues, as they see them."""
        from mizan.funds.contributions import queries

        with self.world.acting(who or name):
            return queries.dues_of(self.ids[name])

    def live(self, name: str) -> Any:
        """Those that count."""
        return [due for due in self.dues(name) if due.reversed_on is None]


def build_casnos(world: World) -> Casnos:
    """Affiliate the persons and open the accounts: each person's own, the accountant's, the controller's, the director's."""
    from mizan.funds.access.actions.grant_role import grant_role
    from mizan.funds.access.actions.open_account import open_account
    from mizan.funds.access.types import Role, Scope
    from mizan.funds.self_employed.actions import affiliate
    from mizan.funds.self_employed.queries import affiliations_of
    from mizan.funds.self_employed.types import AffiliationDraft

    at = world.at("2024-11-01")
    with world.batch() as by:
        drafts = [
            AffiliationDraft(
                nss(index), "farmer" if name == "farmer" else "trade", 16, "16000",
                date(2025, 3, 1) if name == "newcomer" else date(2015, 1, 1), rib=RIBS[name],
                opening_base=None if name == "newcomer" else 300_000_00, opening_year=None if name == "newcomer" else 2024,
            )
            for name, index in PERSONS.items()
        ]  # fmt: skip
        made = affiliate(drafts, by=by, at=at)
        ids = {name: made[nss(index)] for name, index in PERSONS.items()}
        persons = {one.id: one.person_id for one in affiliations_of(ids.values()).values()}
        staff = (("casnos", Role.FUND_ACCOUNTANT), ("casnos_controller", Role.CONTROLLER), ("casnos_director", Role.DIRECTOR))
        wanted = [(name, Role.SELF_EMPLOYED, Scope.PERSON, str(persons[ids[name]])) for name in PERSONS]
        wanted += [(name, role, Scope.FUND, "CASNOS") for name, role in staff]
        for name, role, scope, scope_id in wanted:
            account = open_account(username=name, name_ar=name, name_fr=name, language="fr", password=None, by=by, at=at)
            grant_role(account_id=account, role=role, scope_kind=scope, scope_id=scope_id, valid_from=date(2020, 1, 1), by=by, at=at)
            world.accounts[name] = account
    return Casnos(world, ids)
