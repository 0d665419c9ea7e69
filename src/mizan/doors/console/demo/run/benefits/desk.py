"""The officers' desk: claims opened with where they are paid, decided by the law alone or by people, or left where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mizan.doors.console.demo.declared.days import working_day
from mizan.doors.console.demo.run.benefits.plan import SELF_EMPLOYED, Asked, Course, Paid, sound_account
from mizan.doors.console.demo.streams import Stream
from mizan.flows.benefit_case import Proposal
from mizan.flows.decide_benefit import claim_benefit, decide_alone, decide_claim, proposal_on, propose_decision
from mizan.funds.access.context import acting_as
from mizan.funds.access.queries import system_account
from mizan.funds.benefits import actions
from mizan.funds.benefits.queries import awards_of_claim
from mizan.funds.benefits.types import AwardKnown, ClaimDraft, Kind
from mizan.funds.people.actions import open_file
from mizan.kernel.periods import add_days
from mizan.kernel.refusals import Refused

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.benefits.side import BenefitSide

PURPOSE, ROUTE = "benefit_claim", "benefits/accounts"
OWED, ARDUOUS = "contributions_unpaid", "arduous_post"
ANSWERED_AFTER = (6, 25)
REASON = "Le demandeur préfère attendre."
TOLD: Mapping[str, Mapping[str, str]] = {
    Course.PROPOSED: {ARDUOUS: "false"},
    Course.TOLD_OTHERWISE: {ARDUOUS: "false", "spouse_has_income": "true"},
    Kind.WORK_ACCIDENT: {"incapacity_rate": "15%"},
    Kind.SICKNESS: {"days": "20", "net_daily_wage": "1500.00"},
}
"""What claimants tell as they claim; a spouse's income is told against what the funds hold."""
HEIR_NUMBERS = 50_000_000
"""From which on the accounts of households are numbered: ten to a family."""


class Opened(NamedTuple):
    """A claim made: what was asked, its id."""

    asked: Asked
    claim_id: int


class Desk:
    """Does what claimants ask, in the name of the fund's officers; keeps the awards given, by whose rights and to whom."""

    def __init__(self, side: BenefitSide) -> None:
        self.side, self.play = side, side.play

    def plan_of(self, asked: Sequence[Asked], at: datetime, act: Callable[[], object]) -> None:
        """Plan an act on claims: on those of the self-employed the books of their contributions are read."""
        plan = self.play.of_both if any(one.person >= SELF_EMPLOYED for one in asked) else self.play.of_benefits
        plan(at, act)

    def receive(self, asked: Sequence[Asked]) -> None:
        """Claims of a day: opened, then decided, one after the other."""
        self.play.roles.become("web")
        opened = [Opened(one, self._open(one)) for one in asked]
        self.side.spending.sign(opened, asked[-1].at)
        for one in opened:
            self._go_on(one)

    def _open(self, asked: Asked) -> int:
        by, person = self._first(asked), self.side.person(asked.person)
        told = dict(TOLD.get(asked.course if asked.kind is Kind.RETIREMENT else asked.kind, {}))
        with acting_as(by):
            draft = ClaimDraft(asked.fund, asked.kind, person, person, asked.at.date(), f"demo/{asked.person}/{asked.kind}", told)
            claim_id = claim_benefit(draft, by=by, at=asked.at)
            paid, holder = self.side.account(asked.person), self.side.holder(asked.person)
            written = self._pay_on(person, paid, holder, by=by, at=asked.at)
        if not written and paid is not None:
            # Nobody types an account whose key is wrong; old files hold some, and sets bring them: a control tells of it on pay-day.
            self.play.roles.become("batch")
            actions.set_payee_account(
                person, account=paid.account, account_kind=paid.kind, holder_name=holder, by=system_account(), at=asked.at
            )
            self.play.roles.become("web")
        self.play.count("claims")
        return claim_id

    def _pay_on(self, person: int, paid: Paid | None, holder: str, *, by: int, at: datetime) -> bool:
        """Write down where somebody is paid; the file is open. False where the account's key is wrong: no officer writes such a one."""
        try:
            if paid is not None:
                actions.set_payee_account(person, account=paid.account, account_kind=paid.kind, holder_name=holder, by=by, at=at)
        except Refused as caught:
            if caught.refusal.code != "account_unreadable":
                raise
            return False
        return True

    def mend(self, rank: int, by: int, at: datetime) -> None:
        """A new account, whose key is right, for somebody whose payment can not reach them."""
        stream = Stream(self.play.world.seed, f"mended:{rank}")
        with acting_as(by):
            person = self.side.person(rank)
            open_file([person], purpose=PURPOSE, route=ROUTE, by=by, at=at)
            self._pay_on(person, sound_account(stream, 20_000_000 + rank), self.side.holder(rank), by=by, at=at)
        self.play.count("accounts mended")

    def _first(self, asked: Asked) -> int:
        return self.side.actors.officers[asked.fund][0]

    def _go_on(self, one: Opened) -> None:
        course, by, at = one.asked.course, self._first(one.asked), _after(one.asked.at, 5)
        if course is Course.DECIDED and self._alone(one, by, at):
            return
        if course is Course.RECEIVED:
            return
        with acting_as(by):
            open_file([self.side.person(one.asked.person)], purpose=PURPOSE, route=ROUTE, by=by, at=at)
            actions.take_claim(one.claim_id, by=by, at=at)
            if course is Course.WITHDRAWN:
                actions.withdraw_claim(one.claim_id, reason=REASON, by=by, at=_after(at, 30))
                self.play.count("claims withdrawn")
            elif course in (Course.ASKED, Course.ANSWERED) or (course is Course.DECIDED and self._lacks(one, by, at)):
                actions.ask_claimant(one.claim_id, facts=[OWED if self._lacks(one, by, at) else ARDUOUS], by=by, at=_after(at, 10))
            if course is Course.ANSWERED:
                actions.answer_claim(one.claim_id, told={ARDUOUS: "false"}, by=by, at=_after(at, 40))
        if course in (Course.PROPOSED, Course.TOLD_OTHERWISE):
            self._judge(one, _after(at, 40), alone=course is Course.PROPOSED)
        elif course is Course.DECIDED:
            self._later(one, at)

    def _alone(self, one: Opened, by: int, at: datetime) -> bool:
        """Whether the law has decided by itself."""
        with acting_as(by):
            written = decide_alone(one.claim_id, by=by, at=at)
            awards = awards_of_claim(one.claim_id) if written is not None else ()
        if written is None:
            return False
        self.play.count("decided by the law alone")
        self._note(one, awards)
        return True

    def _lacks(self, one: Opened, by: int, at: datetime) -> bool:
        return OWED in proposal_on(one.claim_id, by=by, at=at).missing

    def _later(self, one: Opened, at: datetime) -> None:
        """Some days later the claimant has answered, and the officers decide."""
        stream = Stream(self.play.world.seed, f"answered:{one.asked.person}:{one.asked.kind}")
        day = working_day(add_days(at.date(), stream.between(*ANSWERED_AFTER)))
        moment = at.replace(year=day.year, month=day.month, day=day.day, hour=10)
        self.plan_of([one.asked], moment, partial(self._answered, one, moment))

    def _answered(self, one: Opened, at: datetime) -> None:
        by = self._first(one.asked)
        self.play.roles.become("web")
        with acting_as(by):
            if self._lacks(one, by, at):
                actions.answer_claim(one.claim_id, told={OWED: str(one.asked.owes).lower()}, by=by, at=at)
        self._judge(one, _after(at, 20))

    def _judge(self, one: Opened, at: datetime, *, alone: bool = False) -> None:
        """Decide by people: one grants; two where nothing is due or facts go against what is held. `alone`: only propose."""
        by, other = self.side.actors.officers[one.asked.fund]
        with acting_as(by):
            proposal = proposal_on(one.claim_id, by=by, at=at)
            if not proposal.is_whole or proposal.missing:
                actions.ask_claimant(one.claim_id, facts=sorted(proposal.missing) or [ARDUOUS], by=by, at=at)
                return
            grant = bool(proposal.awards)
            if two := _takes_two(proposal) or alone:
                propose_decision(one.claim_id, grant=grant, by=by, at=at)
                self.play.count("decisions proposed")
        if alone:
            return
        signs = other if two else by
        with acting_as(signs):
            decide_claim(one.claim_id, grant=grant, by=signs, at=_after(at, 15))
            awards = awards_of_claim(one.claim_id)
        self.play.count("decided by officers")
        self._note(one, awards)

    def _note(self, one: Opened, awards: Sequence[AwardKnown]) -> None:
        self.play.count("claims granted" if awards else "claims refused")
        self.play.count("awards", len(awards))
        self.side.keep(one.asked, awards)

    def survive(self, head: int, kind_fund: Asked, at: datetime) -> None:
        """A household claims what is left to it of a pension, on the rights of `head`; each member is paid on an account of their own."""
        by, members = self._first(kind_fund), self.side.household(head)
        person, claimant = self.side.person(head), members[0][0]
        self.play.roles.become("web")
        with acting_as(by):
            draft = ClaimDraft(kind_fund.fund, Kind.SURVIVORS, person, claimant, at.date(), f"demo/{head}/survivors")
            claim_id = claim_benefit(draft, by=by, at=at)
            self.play.count("claims")
            for rank, (member, holder) in enumerate(members):
                open_file([member], purpose=PURPOSE, route=ROUTE, by=by, at=at)
                stream = Stream(self.play.world.seed, f"heir:{head}:{rank}")
                self._pay_on(member, sound_account(stream, HEIR_NUMBERS + head * 10 + rank), holder, by=by, at=at)
        opened = Opened(kind_fund, claim_id)
        if not self._alone(opened, by, _after(at, 5)):
            with acting_as(by):
                open_file([person, claimant], purpose=PURPOSE, route=ROUTE, by=by, at=at)
                actions.take_claim(claim_id, by=by, at=_after(at, 10))
            self._judge(opened, _after(at, 30))


def _takes_two(proposal: Proposal) -> bool:
    return not proposal.awards or bool(proposal.overrides)


def _after(at: datetime, minutes: int) -> datetime:
    return at + timedelta(minutes=minutes)
