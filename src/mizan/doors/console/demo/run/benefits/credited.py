"""National service in the demo: some pensioners have theirs credited, which raises their pension; one attestation proves untrue.

Chance draws the award, its controllers find the attestation false, two officers withdraw the credit, the law lowers the pension by the next
news, and what is owed back is recovered within the law's share: what the control has brought back. Every step is an act there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from mizan.doors.console.demo.country.lives import Past
from mizan.doors.console.demo.run.benefits.plan import Course
from mizan.funds.access.context import acting_as
from mizan.funds.benefits.queries import awards_of_person
from mizan.funds.benefits.types import Kind
from mizan.funds.careers.actions.propose import grant_proposal, propose_credit, propose_withdrawal
from mizan.funds.careers.queries import career_on
from mizan.funds.careers.types import CreditDraft, CreditKind, Scheme
from mizan.funds.people.actions import open_file
from mizan.kernel.funds import Fund

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.benefits.side import BenefitSide

CREDITED_ON, MOST = date(2025, 10, 6), 40
ANSWERED_FROM = date(2026, 4, 1)
DECIDED_BEFORE = date(2025, 6, 1)
YEARS = 2
LEAST_DAYS, MOST_DAYS = 10 * 360, 28 * 360
"""Careers neither so short that the floor pays whatever they hold, nor so long that two years more give nothing."""
PURPOSE, ROUTE = "benefit_claim", "officer:person"
EVIDENCE = "Attestation de service national, pièce produite par la personne"
UNTRUE = "L'autorité militaire n'a pas délivré cette attestation."


class Credited:
    """Plans the credits; withdraws the one that a control finds untrue."""

    def __init__(self, side: BenefitSide) -> None:
        self.side, self.play = side, side.play
        self._ranks: dict[int, int] = {}
        self._withdrawn = False

    def plan(self) -> None:
        """One day."""
        at = datetime.combine(CREDITED_ON, time(10), UTC)
        self.play.of_benefits(at, partial(self._credit, at))

    def untrue(self, award_id: int | None, day: date) -> bool:
        """Whether the attestation of an award is the one that proves untrue: the first that is looked at once the army answers."""
        return award_id in self._ranks and not self._withdrawn and day >= ANSWERED_FROM

    def withdraw(self, award_id: int, at: datetime) -> None:
        """Two officers hold the credit untrue; the next news lowers the pension."""
        self._withdrawn = True
        rank, proposes = self._ranks[award_id], self.side.actors.officers[Fund.CNR][0]
        person = self.side.person(rank)
        with self._opened(rank, proposes, at):
            credit = next(one for one in career_on(person, known_at=at).credits if one.kind is CreditKind.NATIONAL_SERVICE)
            proposal = propose_withdrawal(person_id=person, credit_id=credit.id, ground=UNTRUE, by=proposes, at=at)
        self._grant(rank, proposal, at + timedelta(hours=1))

    def _credit(self, at: datetime) -> None:
        self.play.roles.become("batch")
        paid = self.side.awards[Fund.CNR]
        chosen = [rank for rank in self._fitting() if rank in paid and self._above_floor(rank, at)][:MOST]
        proposes = self.side.actors.officers[Fund.CNR][0]
        for place, rank in enumerate(chosen):
            ends = min(one.starts_on for one in self._past(rank)).replace(day=1)
            draft = CreditDraft(
                self.side.person(rank), Scheme.CNR, CreditKind.NATIONAL_SERVICE, ends.replace(year=ends.year - YEARS), ends, EVIDENCE,
                sha256(f"{EVIDENCE} {rank}".encode()).hexdigest(),
            )  # fmt: skip
            moment = at + timedelta(minutes=5 * place)
            with self._opened(rank, proposes, moment):
                proposal = propose_credit(draft, by=proposes, at=moment)
            self._grant(rank, proposal, moment + timedelta(hours=2))
            self._ranks[paid[rank]] = rank

    def _grant(self, rank: int, proposal: int, at: datetime) -> None:
        other = self.side.actors.officers[Fund.CNR][1]
        with self._opened(rank, other, at):
            grant_proposal(proposal, by=other, at=at)
        self.play.count("credited periods decided")

    @contextmanager
    def _opened(self, rank: int, by: int, at: datetime) -> Iterator[None]:
        """One transaction in which an officer has opened the person's file."""
        self.play.roles.become("web")
        with acting_as(by):
            open_file([self.side.person(rank)], purpose=PURPOSE, route=ROUTE, by=by, at=at)
            yield

    def _fitting(self) -> list[int]:
        """Who claimed on a career of one scheme, alive all along, the best paid first."""
        gone = {one.family for one in self.side.lives.happenings if one.kind == "death"}
        claimed = [
            one.person
            for one in self.side.claims
            if one.fund is Fund.CNR and one.kind is Kind.RETIREMENT and one.course is Course.DECIDED and one.at.date() < DECIDED_BEFORE
        ]
        fit = [rank for rank in claimed if rank not in gone and self._fits(self._past(rank))]
        return sorted(fit, key=lambda rank: (-max(one.factor for one in self._past(rank)), rank))

    def _above_floor(self, rank: int, at: datetime) -> bool:
        """Whether the pension is the career's alone: where the law tops it up, two years more or less change nothing."""
        award = next(one for one in awards_of_person(self.side.person(rank)) if one.id == self.side.awards[Fund.CNR][rank])
        term = award.on(at.date())
        return term is not None and not (term.parts.fund_adds or term.parts.state_adds)

    def _past(self, rank: int) -> list[Past]:
        return [one for one in self.side.lives.past if one.person == rank]

    def _fits(self, past: list[Past]) -> bool:
        days = sum((one.ends_on - one.starts_on).days for one in past)
        return all(one.scheme == "CNR" for one in past) and LEAST_DAYS <= days <= MOST_DAYS
