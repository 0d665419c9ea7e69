"""Controls of spending in the demo: run at the ends of quarters, then worked by controllers; an officer reads a relative's file."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from mizan.doors.console.demo.declared.days import working_day
from mizan.doors.console.demo.run.benefits.following import Following
from mizan.doors.console.demo.run.benefits.stops import DAYS, Stop
from mizan.doors.console.demo.run.types import DemoError
from mizan.doors.console.demo.streams import Stream
from mizan.flows.take_certificates import take_certificates
from mizan.funds.access.context import acting_as
from mizan.funds.benefits.actions import declare_own_person
from mizan.funds.controls import actions
from mizan.funds.controls.catalogue import controls
from mizan.funds.controls.queries import findings_of
from mizan.funds.controls.types import DRAWN, Cause, Conclusion, FindingKnown
from mizan.funds.people.actions import open_file
from mizan.kernel.funds import Fund
from mizan.kernel.periods import add_days, add_months

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.benefits.desk import Opened
    from mizan.doors.console.demo.run.benefits.side import BenefitSide

FIRST = date(2025, 3, 31)
WORKED_AFTER, MOST = 8, 4
"""Days until controllers look, and how many findings each fund's take a quarter."""
RELATIVE_ON = date(2026, 11, 11)
CONFIRMED_PER_MILLE, FRAUD_PER_MILLE, SLIPS_PER_MILLE = 650, 150, 40
PURPOSE, ROUTE = "benefit_claim", "officer:person"
SAID = {
    Conclusion.UNFOUNDED: "Pièces vues : rien d'irrégulier.",
    Conclusion.ERROR: "Erreur de saisie, à corriger avec la personne.",
    Conclusion.EVASION: "Reprise du travail pendant l'arrêt, connue de la personne et de son employeur.",
    Conclusion.FRAUD: "Pièces contradictoires produites en connaissance de cause.",
}
SETTLED = {
    "wage_and_allowance": (Conclusion.EVASION, Conclusion.ERROR),
}
"""What the first findings of a control turn out to be, in the order they are worked: the demo's own, so that each intent is met."""
REFERRED = {Conclusion.EVASION: "Pénalité proposée, {number}/{year}", Conclusion.FRAUD: "Plainte déposée, {number}/{year}"}
"""Where an evasion and a fraud are handed over: an error never is."""


class Spending:
    """Runs controls, concludes some of what they find; knows the claims of stops whose certificates come the day after."""

    def __init__(self, side: BenefitSide, stops: tuple[Stop, ...]) -> None:
        self.side, self.play = side, side.play
        self.signed = {one.asked.person: one.prescriber for one in stops}
        self.following = Following(side)
        self.seed = f"demo:{side.play.world.seed}"
        self._concluded: Counter[str] = Counter()

    def plan(self) -> None:
        """The ends of quarters, the days controllers work, the day an officer reads what they should not."""
        day = FIRST
        while day < self.play.today:
            at = datetime.combine(day, time(21, 30), UTC)
            self.play.of_benefits(at, partial(self._run, at))
            works = datetime.combine(working_day(add_days(day, WORKED_AFTER)), time(10), UTC)
            if works.date() <= self.play.today:
                self.play.of_benefits(works, partial(self._work, works))
            day = add_days(add_months(add_days(day, 1), 3), -1)
        if self.play.today >= RELATIVE_ON:
            at = datetime.combine(RELATIVE_ON, time(9, 20), UTC)
            self.play.of_benefits(at, partial(self._read, at))

    def sign(self, opened: list[Opened], at: datetime) -> None:
        """The certificates of stops that were claimed, as their feed brings them."""
        lines = [
            ";".join((f"CERT-{one.asked.person:07d}", self.signed[one.asked.person], self.side.of(one.asked.person).nss, *days, str(DAYS)))
            for one in opened
            if one.asked.person in self.signed and (days := [one.asked.at.date().isoformat()] * 2)
        ]
        if lines:
            self.play.roles.become("batch")
            data = "\n".join(("id;prescriber;nss;signed_on;starts_on;days", *lines)).encode()
            receipt = take_certificates(data, by=self.play.actors.system, at=at)
            if receipt.left:
                raise DemoError(f"certificates of the demo were refused: {receipt.anomalies[:3]}")
            self.play.count("certificates", receipt.taken)
            self.play.roles.become("web")

    def _read_again(self, one: FindingKnown, stream: Stream, day: date) -> Conclusion:
        """What reading a file that chance drew comes to: mostly that it is sound."""
        if self.side.credited.untrue(one.award_id, day):
            return Conclusion.FRAUD
        return Conclusion.ERROR if stream.chance(SLIPS_PER_MILLE) else Conclusion.UNFOUNDED

    def draw(self, at: datetime) -> None:
        """The quarter's group by chance, before a night would draw it by a seed of its own; as batch."""
        actions.run_controls(DRAWN, seed=self.seed, by=self.play.actors.system, at=at)

    def _run(self, at: datetime) -> None:
        self.play.roles.become("batch")
        done = actions.run_controls(seed=self.seed, by=self.play.actors.system, at=at)
        self.play.count("findings of controls", sum(one.new for one in done))

    def _work(self, at: datetime) -> None:
        """Each fund's controllers take a few of what waits, the heaviest first, and conclude; a fraud takes both."""
        self.play.roles.become("web")
        for fund, (by, other) in self.side.actors.controllers.items():
            with acting_as(by):
                every = [one for one in findings_of(concluded=False, fund=fund) if one.present]
            chance = [one for one in every if one.control in DRAWN]
            waiting = [*[one for one in every if one not in chance][:MOST], *chance]
            for place, one in enumerate(waiting):
                self._conclude(one, Stream(self.play.world.seed, f"control:{fund}:{at.date()}:{place}"), (by, other), at)

    def _conclude(self, one: FindingKnown, stream: Stream, people: tuple[int, int], at: datetime) -> None:
        by, other = people
        conclusion = self._verdict(one, stream, at.date())
        told = conclusion in (Conclusion.ERROR, Conclusion.EVASION)
        cause = stream.pick(tuple(Cause)) if told else controls()[one.control].cause
        with acting_as(by):
            actions.take_finding(one.id, by=by, at=at)
            if conclusion is Conclusion.FRAUD:
                actions.propose_fraud(one.id, cause=cause, reason=SAID[conclusion], by=by, at=at + timedelta(hours=1))
        signs = other if conclusion is Conclusion.FRAUD else by
        with acting_as(signs):
            actions.conclude_finding(one.id, conclusion, cause=cause, reason=SAID[conclusion], by=signs, at=at + timedelta(hours=3))
            if conclusion in REFERRED:
                reference = REFERRED[conclusion].format(number=one.number, year=at.year)
                actions.refer_finding(one.id, reference=reference, by=signs, at=at + timedelta(hours=4))
        self.play.count("findings concluded")
        if conclusion is not Conclusion.UNFOUNDED:
            self.following.follow(one, at + timedelta(hours=5))

    def _verdict(self, one: FindingKnown, stream: Stream, day: date) -> Conclusion:
        """What a finding turns out to be: of a few controls the first are settled, so that each intent is met; else drawn."""
        settled, place = SETTLED.get(one.control, ()), self._concluded[one.control]
        self._concluded[one.control] += 1
        joint = one.control == "shared_account" and bool(one.reasons.get("household"))
        confirmed = not joint and stream.chance(CONFIRMED_PER_MILLE)
        fraud = confirmed and Conclusion.FRAUD in controls()[one.control].conclusions and stream.chance(FRAUD_PER_MILLE)
        if place < len(settled):
            return settled[place]
        if one.control in DRAWN:
            return self._read_again(one, stream, day)
        return Conclusion.FRAUD if fraud else Conclusion.ERROR if confirmed else Conclusion.UNFOUNDED

    def _read(self, at: datetime) -> None:
        """The second officer of CNAS opens, for no work of theirs, the file of the parent whose household they are of."""
        officer = self.side.actors.officers[Fund.CNAS][1]
        found = self.side.parent_of()
        if found is None:
            return
        parent, child = found
        self.play.roles.become("batch")
        declare_own_person(officer, child, by=self.play.actors.system, at=at - timedelta(days=1))
        self.play.roles.become("web")
        with acting_as(officer):
            open_file([parent], purpose=PURPOSE, route=ROUTE, by=officer, at=at)
