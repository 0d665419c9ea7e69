"""Plays the self-employed: their declarations, the counters' deposits, CASNOS's statements, and what is assessed for want of a base."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mizan.doors.console.demo.country.types import TrueSelfEmployed, TrueWorld
from mizan.doors.console.demo.declared.self_employed import (
    DECLARED_YEARS,
    CasnosStatement,
    DeclareBase,
    DeclaredYears,
    Deposit,
    YearPayment,
)
from mizan.doors.console.demo.run.casnos_history import history_of
from mizan.doors.console.demo.run.lives import draft_of
from mizan.doors.console.demo.run.register import OPENED_AT, account_opened, granted
from mizan.doors.console.demo.run.types import DemoAccount, DemoError
from mizan.doors.console.demo.streams import Stream
from mizan.flows.assess_silent import assess_silent
from mizan.flows.declare_base import declare_base
from mizan.flows.deposit_bases import deposit_bases
from mizan.flows.feed_careers import feed_careers
from mizan.flows.import_career_history import approve_career_history, import_career_history
from mizan.flows.import_statement import import_statement
from mizan.flows.settle_statement import settle_statement
from mizan.formats.anomalies import Outcome
from mizan.formats.daa import write_csv
from mizan.formats.statement import BankLine, BankStatement, camt053
from mizan.funds.access.context import acting_as
from mizan.funds.access.types import Role, Scope
from mizan.funds.people.actions import register_persons
from mizan.funds.people.types import PersonDraft
from mizan.funds.self_employed.actions import affiliate
from mizan.funds.self_employed.queries import affiliations
from mizan.funds.self_employed.types import AffiliationDraft
from mizan.kernel.funds import Fund
from mizan.kernel.identifiers import rib_key
from mizan.kernel.money import Centimes
from mizan.kernel.periods import add_days
from mizan.law.algeria.self_employed import declaration_deadline

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.play import Play

ACCOUNT = f"00100601{'0500005151'}{rib_key('00601', '0500005151'):02d}"
"""CASNOS's bank account (invented)."""
STAFF = (
    (Role.FUND_ACCOUNTANT, "comptable-casnos", "محاسب صندوق غير الأجراء", "Comptable de la CASNOS"),
    (Role.CONTROLLER, "agence-casnos", "وكالة صندوق غير الأجراء", "Agence de la CASNOS"),
    (Role.DIRECTOR, "directeur-casnos", "مدير صندوق غير الأجراء", "Directeur de la CASNOS"),
    (Role.OFFICER, "liquidateur-casnos", "مصفّي صندوق غير الأجراء", "Liquidateur de la CASNOS"),
)
SECOND = ("liquidateur-casnos-2", "المصفّي الثاني لصندوق غير الأجراء", "Second liquidateur de la CASNOS")
BOOKS_OPEN = date(DECLARED_YEARS[0], 1, 1)


class SelfActors(NamedTuple):
    """Who acts: those who declare by themselves (by rank), CASNOS's accountant, counter and two officers; and the accounts to print."""

    own: dict[int, int]
    accountant: int
    counter: int
    officers: tuple[int, int]
    printed: tuple[DemoAccount, ...]


def open_self_employed(world: TrueWorld, years: DeclaredYears, *, by: int) -> SelfActors:
    """Persons, affiliations and accounts; as batch."""
    register_persons([_person(one) for one in world.self_employed], by=by, at=OPENED_AT)
    affiliate([_affiliation(one, years.opening.get(one.rank)) for one in world.self_employed], by=by, at=OPENED_AT)
    persons: dict[str, int] = {}
    after = 0
    while page := affiliations(after=after, limit=5000):
        after = page[-1].id
        persons |= {one.nss: one.person_id for one in page}
    shown = _shown(world, years)
    own: dict[int, int] = {}
    printed: list[DemoAccount] = []
    staff: dict[Role, int] = {}
    for role, username, name_ar, name_fr in STAFF:
        staff[role], password = account_opened(username, name_ar, name_fr, True, by)
        granted(staff[role], role, Scope.FUND, "CASNOS", by)
        printed.append(DemoAccount(role.value, username, password))
    for rank in sorted({act.person for act in years.own} | {shown}):
        one = world.self_employed[rank].person
        username = "independant" if rank == shown else f"independant-{rank:04d}"
        name_fr = f"{one.given_name.title()} {one.surname.title()}"
        own[rank], password = account_opened(username, f"{one.given_name_ar} {one.surname_ar}", name_fr, rank == shown, by)
        granted(own[rank], Role.SELF_EMPLOYED, Scope.PERSON, str(persons[one.nss]), by)
        if rank == shown:
            printed.insert(0, DemoAccount(Role.SELF_EMPLOYED.value, username, password))
    second, _ = account_opened(*SECOND, False, by)
    granted(second, Role.OFFICER, Scope.FUND, "CASNOS", by)
    officers = staff[Role.OFFICER], second
    return SelfActors(own, staff[Role.FUND_ACCOUNTANT], staff[Role.CONTROLLER], officers, tuple(printed))


def _shown(world: TrueWorld, years: DeclaredYears) -> int:
    """The person whose account is printed: one who declared late, so that there is something to see; else the first who declares."""
    late = [one.person for one in years.deviations if one.form == "DAA" and one.kind == "late_filing"]
    own = {act.person for act in years.own}
    return next((rank for rank in late if rank in own), min(own, default=0))


def _person(one: TrueSelfEmployed) -> PersonDraft:
    return draft_of(one.person, fund="CASNOS")


def _affiliation(one: TrueSelfEmployed, opening: int | None) -> AffiliationDraft:
    return AffiliationDraft(
        nss=one.person.nss,
        activity=one.activity,
        wilaya_code=one.person.wilaya,
        agency_code=one.agency_code,
        started_on=one.started_on,
        trade_ar=one.trade_ar,
        trade_fr=one.trade_fr,
        rib=one.rib,
        opening_base=opening,
        opening_year=None if opening is None else DECLARED_YEARS[0] - 1,
    )


class SelfEmployedPlay:
    """Adds the acts of the self-employed and of CASNOS to a play."""

    def __init__(self, play: Play, years: DeclaredYears, actors: SelfActors) -> None:
        self.play, self.years, self.actors = play, years, actors
        self.first = len(play.world.employers)
        """Whose acts stay in order: ranks after the employers'."""
        self.balance = 0

    def plan(self) -> None:
        """Put everything on the timeline."""
        play = self.play
        for act in self.years.own:
            play.of_employer(act.at, self.first + act.person, partial(self._declare, act))
        for deposit in self.years.deposits:
            play.of_employer(deposit.at, self.first + deposit.counter, partial(self._deposit, deposit))
        for statement in self.years.statements:
            play.of_contributions(statement.at, partial(self._take, statement))
        play.of_benefits(datetime.combine(add_days(BOOKS_OPEN, 1), time(8), UTC), self._import_histories)
        for year in DECLARED_YEARS:
            day = add_days(declaration_deadline(year), 1)
            play.of_contributions(datetime.combine(day, time(2), UTC), partial(self._assess, year, day))

    def _import_histories(self) -> None:
        """The years before the books open, from one document: an officer proposes it, another approves the same bytes."""
        at = datetime.combine(add_days(BOOKS_OPEN, 1), time(8), UTC)
        proposes, approves = self.actors.officers
        data = history_of(self.play.world.self_employed, Stream(self.play.world.seed, "casnos_histories"), BOOKS_OPEN)
        self.play.roles.become("web")
        with acting_as(proposes):
            receipt = import_career_history(data, by=proposes, at=at)
        if receipt.proposal_id is None:
            raise DemoError(f"the career history of CASNOS was refused: {receipt.anomalies[:3]}")
        with acting_as(approves):
            self.play.count("lines of CASNOS's careers", approve_career_history(receipt.proposal_id, data, by=approves, at=at).rows)

    def _declare(self, act: DeclareBase) -> None:
        by = self.actors.own[act.person]
        receipt = self.play.hands.ask(by, declare_base, declaration=act.said, source="keyed", by=by, at=act.at)
        if receipt.filing_id is None:
            raise DemoError(f"a yearly declaration of the demo was refused: {act.said} {receipt.anomalies}")
        self.play.count("yearly bases declared")

    def _deposit(self, act: Deposit) -> None:
        by = self.actors.counter
        receipt = self.play.hands.ask(by, deposit_bases, write_csv(act.declarations), by=by, at=act.at)
        if receipt.outcome is not Outcome.ACCEPTED:
            raise DemoError(f"yearly declarations of the demo were refused: {receipt.anomalies[:3]}")
        self.play.count("yearly bases deposited", receipt.taken)

    def _assess(self, year: int, day: date) -> None:
        self.play.roles.become("batch")
        made = assess_silent(year, day=day, by=self.play.actors.system, at=datetime.combine(day, time(2), UTC))
        self.play.count("years assessed provisionally", len(made.due_ids))

    def tell_careers(self, at: datetime) -> None:
        """Tell careers the bases they do not hold; in the batch role, which the caller has taken."""
        self.play.count("years told to careers", feed_careers(by=self.play.actors.system, at=at))

    def _take(self, act: CasnosStatement) -> None:
        """Import a month's statement and settle its lines."""
        by = self.actors.accountant
        self.play.roles.become("web")
        lines = tuple(_line(one, self.play.world.self_employed[one.person]) for one in act.payments)
        opening, self.balance = self.balance, self.balance + sum(line.amount for line in lines)
        statement = BankStatement(
            ACCOUNT, f"CASNOS-{act.span.start:%Y%m}", Centimes(opening), Centimes(self.balance), act.span.start, act.span.last_day, lines
        )
        with acting_as(by):
            kept = import_statement(camt053.write(statement), fmt="camt053", fund=Fund.CASNOS, by=by, at=act.at)
            if kept.statement_id is None:
                raise DemoError(f"a statement of the demo was refused: {kept.anomalies[:3]}")
            for settled in settle_statement(kept, by=by, at=act.at):
                self.play.count("receipts of CASNOS waiting" if settled.waits else "receipts of CASNOS")
        self.play.count("statements of CASNOS")


def _reference(one: YearPayment) -> str:
    return f"C{one.rank:07d}"


def _line(one: YearPayment, payer: TrueSelfEmployed) -> BankLine:
    on = one.at.date()
    person = payer.person
    return BankLine(
        ref=_reference(one),
        booked_on=on,
        value_on=on,
        amount=Centimes(one.amount),
        payer_name=f"{person.surname} {person.given_name}",
        payer_account=one.payer_account,
        reference=one.reference if one.returns is None else f"RETOUR {one.reference}",
        is_return=one.returns is not None,
        returns_ref=None if one.returns is None else _reference(one.returns),
    )
