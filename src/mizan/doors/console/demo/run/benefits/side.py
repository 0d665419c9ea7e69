"""The benefit side of a play: what the claims, the news of lives and the pay runs have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import partial
from itertools import groupby
from threading import Lock
from typing import TYPE_CHECKING

from mizan.doors.console.demo.country.lives import Lives
from mizan.doors.console.demo.country.pensions import FIRST_MONTH, Stock
from mizan.doors.console.demo.country.types import TruePerson
from mizan.doors.console.demo.declared.days import working_day
from mizan.doors.console.demo.run.benefits.administration import Administration
from mizan.doors.console.demo.run.benefits.credited import Credited
from mizan.doors.console.demo.run.benefits.desk import Desk
from mizan.doors.console.demo.run.benefits.grants import Grants
from mizan.doors.console.demo.run.benefits.payroll import Payroll
from mizan.doors.console.demo.run.benefits.plan import (
    SELF_EMPLOYED,
    Asked,
    Course,
    Paid,
    accounts_of,
    claims_of,
    insured_of,
    self_employed_of,
)
from mizan.doors.console.demo.run.benefits.proofs import Proofs
from mizan.doors.console.demo.run.benefits.spending import Spending
from mizan.doors.console.demo.run.benefits.staff import BenefitActors
from mizan.doors.console.demo.run.benefits.stock import TakenOver
from mizan.doors.console.demo.run.benefits.stops import account_of, stops_of
from mizan.doors.console.demo.run.lives import Known
from mizan.doors.console.demo.streams import Stream
from mizan.flows.reassess import CAREER, CONSUMER, relive, take_news
from mizan.funds.benefits.queries.in_payment import in_payment
from mizan.funds.benefits.types import AwardKnown, Kind
from mizan.funds.people.actions import pass_changes, take_changes
from mizan.funds.people.queries import changes_waiting, find
from mizan.kernel.funds import Fund
from mizan.kernel.periods import add_days

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.play import Play

NEWS_DAY = 3
"""Of each month, the day after the civil register's file: what it tells is acted on."""
NEWS_FROM = (2024, 12)
WAITING = 10_000
ASK_PER_MILLE = 300
"""Of the households of those taken over who die, those that ask within these months: bounded by time, not by the country."""


class BenefitSide:
    """Plans the claims, the news and the runs; knows whose award is whose."""

    def __init__(self, play: Play, known: Known, lives: Lives, stock: Stock, actors: BenefitActors) -> None:
        self.play, self.known, self.lives, self.actors = play, known, lives, actors
        self.claims = (*claims_of(play.world, lives), *insured_of(play.world, known.ranks), *self_employed_of(play.world))
        ranks = sorted({one.person for one in self.claims})
        self._accounts = dict(accounts_of(play.world.seed, ((rank, self.of(rank)) for rank in ranks)))
        self._asked_of = {one.person: one.fund for one in self.claims}
        self.stops = stops_of(play.world, known.ranks, frozenset(ranks))
        stopped = {one.asked.person for one in self.stops}
        self._accounts |= {rank: account_of(play.world.seed, rank) for rank in sorted(stopped)}
        self._asked_of |= dict.fromkeys(stopped, Fund.CNAS)
        self._keeping = Lock()
        self.awards: dict[Fund, dict[int, int]] = {fund: {} for fund in Fund}
        """By fund, the award of each person paid on their own rights, by rank."""
        self.ids: dict[str, int] = {}
        self._nins: dict[int, str] = {}
        self.desk = Desk(self)
        self.taken_over = TakenOver(self, stock)
        self.administration = Administration(self)
        self.grants = Grants(self)
        self.payroll = Payroll(self)
        self.proofs = Proofs(self)
        self.credited = Credited(self)
        self.spending = Spending(self, self.stops)

    def plan(self) -> None:
        """Put everything on the timeline; as batch, who finds the persons' files."""
        self.play.roles.become("batch")
        made = (*self.claims, *(one.asked for one in self.stops))
        bereaved = self._bereaved_later()
        people = [one for rank in {one.person for one in (*made, *bereaved)} for one in self._of_household(rank)]
        numbers = sorted(one.nin for one in people)
        for first in range(0, len(numbers), WAITING):
            self.ids |= find(numbers[first : first + WAITING])
        self._nins = {file: nin for nin, file in self.ids.items()}
        self.play.roles.leave()
        for _, claims in groupby(sorted(made, key=_day_and_kind), key=lambda one: (one.at.date(), one.person >= SELF_EMPLOYED)):
            asked = tuple(claims)
            self.desk.plan_of(asked, asked[0].at, partial(self.desk.receive, asked))
        self._plan_news()
        for claim in bereaved:
            self.play.of_benefits(claim.at, partial(self._bereaved, claim, claim.at))
        self.taken_over.plan()
        self.payroll.plan()
        self.proofs.plan()
        self.credited.plan()
        self.spending.plan()

    def careers_read(self) -> frozenset[int]:
        """Of whom careers are read, by rank: whoever claims, stops working, or is paid already."""
        made = (*self.claims, *(one.asked for one in self.stops), *self._bereaved_later())
        return frozenset((*(one.person for one in made), *self.taken_over.ranks))

    def closing(self) -> dict[str, int]:
        """What the benefit side came to, as batch; amounts in centimes.

        `claims` made, of which `claims_granted` and `claims_refused`; `awards` given, `awards_taken_over`, `pay_runs`, `benefits_paid`;
        of CNR on the last day `pensioners`, their `average_pension` before deductions, and `at_minimum_ppm` of them.
        """
        counts = self.play.counts
        counted = ("claims", "claims granted", "claims refused", "awards", "awards taken over", "pay runs")
        paid = in_payment(Fund.CNR, on=self.play.today)
        of_pensions = {"pensioners": paid.people, "average_pension": paid.average, "at_minimum_ppm": paid.at_minimum_ppm}
        return {name.replace(" ", "_"): counts[name] for name in counted} | {"benefits_paid": self.payroll.paid} | of_pensions

    def _of_household(self, rank: int) -> list[TruePerson]:
        if rank >= SELF_EMPLOYED:
            return [self.of(rank)]
        family = self.lives.families[rank]
        return [self.of(rank), *([family.spouse] if family.spouse else []), *family.children]

    def of(self, rank: int) -> TruePerson:
        """Who has a rank."""
        return self.play.world.self_employed[rank - SELF_EMPLOYED].person if rank >= SELF_EMPLOYED else self.known.people[rank]

    def person(self, rank: int) -> int:
        """The file of a person."""
        return self.ids[self.of(rank).nin]

    def nin_of(self, person_id: int) -> str:
        """The national number of a file: the same whatever the order in which files were made."""
        return self._nins[person_id]

    def know(self, nins: Mapping[int, str]) -> None:
        """Remember the national numbers of more files."""
        self._nins |= nins

    def account(self, rank: int) -> Paid | None:
        """Where a person says they are paid."""
        return self._accounts[rank]

    def holder(self, rank: int) -> str:
        """The name on a person's account."""
        one = self.of(rank)
        return f"{one.surname} {one.given_name}"

    def officer(self, rank: int) -> int:
        """The first officer of the fund a person claimed from: of a career in two schemes the other fund pays a part and holds no file."""
        return self.actors.officers[self._asked_of[rank]][0]

    def household(self, rank: int) -> list[tuple[int, str]]:
        """The files of the spouse and the children of a person, with the names on their accounts."""
        return [(self.ids[one.nin], f"{one.surname} {one.given_name}") for one in self._of_household(rank)[1:]]

    def parent_of(self) -> tuple[int, int] | None:
        """The files of somebody paid by CNAS and of one of their children, the same in every run of a country."""
        for rank in sorted(self.awards[Fund.CNAS]):
            family = self.lives.families[rank] if rank < SELF_EMPLOYED else None
            if family is not None and family.children and family.children[0].nin in self.ids:
                return self.person(rank), self.ids[family.children[0].nin]
        return None

    def keep(self, asked: Asked, awards: Sequence[AwardKnown]) -> None:
        """Note the awards a decision gave on a person's own rights."""
        with self._keeping:
            for one in awards:
                if one.kind is not Kind.SURVIVORS and one.pays == "monthly":
                    self.awards[one.fund][asked.person] = one.id

    def _plan_news(self) -> None:
        year, month = NEWS_FROM
        while date(year, month, NEWS_DAY) <= self.play.today:
            at = datetime(year, month, NEWS_DAY, 8, tzinfo=UTC)
            self.play.of_benefits(at, partial(self._news, at))
            year, month = year + month // 12, month % 12 + 1

    def _news(self, at: datetime) -> None:
        """Act on what changed in the lives and careers of those who are paid; what concerns nobody who is paid is taken at once."""
        self.play.roles.become("batch")
        by = self.play.actors.system
        touched = {self.person(rank) for awards in self.awards.values() for rank in awards}
        # What was taken over stands on no career.
        existing = set(self.taken_over.files.values())
        touched |= existing
        touched |= {self.ids[one.nin] for rank in self.payroll.bereaved for one in self._of_household(rank)}
        while waiting := changes_waiting(CONSUMER, limit=WAITING):
            others = [one.id for one in waiting if one.person_id not in touched or (one.kind == CAREER and one.person_id in existing)]
            if others:
                take_changes(others, consumer=CONSUMER, at=at)
            if len(others) < len(waiting):
                made = take_news(by=by, at=at, limit=len(waiting) - len(others))
                self.play.count("awards reassessed", made)
        pass_changes(consumer=CONSUMER, at=at)
        self.play.count("awards reassessed", relive(day=at.date(), by=by, at=at))

    def _bereaved_later(self) -> list[Asked]:
        """When the household of each pensioner who dies asks for what is left; of those taken over, only some do within these months."""
        claimed = {one.person for one in self.claims if one.kind is Kind.RETIREMENT and one.course is Course.DECIDED}
        found = []
        for one in self.lives.happenings:
            taken_over = one.family in self.taken_over.ranks and one.day >= FIRST_MONTH
            if one.kind != "death" or not (one.family in claimed or taken_over) or self.lives.families[one.family].spouse is None:
                continue
            stream = Stream(self.play.world.seed, f"survivors:{one.family}")
            told = one.told_on
            known = date(told.year + told.month // 12, told.month % 12 + 1, NEWS_DAY)
            day = working_day(add_days(known, stream.between(2, 40)))
            at = datetime.combine(day, time(9, stream.below(60)), UTC)
            if one.family in claimed or stream.chance(ASK_PER_MILLE):
                found.append(Asked(one.family, Fund.CNR, Kind.RETIREMENT, at, Course.DECIDED))
        return found

    def _bereaved(self, claim: Asked, at: datetime) -> None:
        """The household asks the fund that paid the deceased, where one did."""
        paying = [fund for fund in (Fund.CNR, Fund.CASNOS) if claim.person in self.awards[fund]]
        paying += [Fund.CNR] if claim.person in self.taken_over.ranks else []
        if paying:
            self.payroll.bereaved.add(claim.person)
            asked = claim._replace(fund=paying[0], kind=Kind.SURVIVORS, at=at)
            self.desk.survive(claim.person, asked, at)


def _day_and_kind(asked: Asked) -> tuple[date, bool, datetime, int]:
    """By day, those of the self-employed after the others."""
    return asked.at.date(), asked.person >= SELF_EMPLOYED, asked.at, asked.person
