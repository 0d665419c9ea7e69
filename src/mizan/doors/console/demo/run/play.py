"""Plays the declared world through the real acts, in the order of time: employers, the fund's accountant, the nights."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import TypeVar

from django.db import connection

from mizan.doors.console.demo.country.lives import Lives
from mizan.doors.console.demo.country.pensions import Stock
from mizan.doors.console.demo.country.types import FIRST_MONTH, MONTHS, TrueWorld, index_of, month_at
from mizan.doors.console.demo.declared.acts import FileDac, FileDas
from mizan.doors.console.demo.declared.plan import DeclaredWorld
from mizan.doors.console.demo.run import sides
from mizan.doors.console.demo.run.accountant import Accountant
from mizan.doors.console.demo.run.alerts import Alerts
from mizan.doors.console.demo.run.answers import Answers
from mizan.doors.console.demo.run.benefits.side import BenefitSide
from mizan.doors.console.demo.run.benefits.staff import BenefitActors
from mizan.doors.console.demo.run.budgets import Budgets
from mizan.doors.console.demo.run.hands import Hands
from mizan.doors.console.demo.run.institutions import Institutions
from mizan.doors.console.demo.run.instructions import Instructions
from mizan.doors.console.demo.run.lives import OPENED_AT, Households, Known, feeds, take_feed
from mizan.doors.console.demo.run.nights import LATE, Nights
from mizan.doors.console.demo.run.register import Actors
from mizan.doors.console.demo.run.roles import Role
from mizan.doors.console.demo.run.self_employed import SelfActors, SelfEmployedPlay
from mizan.doors.console.demo.run.timeline import Side, Timeline
from mizan.doors.console.demo.run.types import ConnectAs, DemoError, Progress
from mizan.flows.apportion_month import apportion_month
from mizan.flows.assess_missing import assess_missing
from mizan.flows.file_declaration import file_dac, file_das, take_das_set
from mizan.flows.reconcile import lapse_differences
from mizan.flows.take_dac_set import DacFile, take_dac_set
from mizan.flows.take_das_set import Pair, SetReceipt
from mizan.formats.dac import write_csv
from mizan.formats.das import names_for
from mizan.funds.contributions.queries.cases import case_on
from mizan.funds.contributions.types import CaseKept
from mizan.funds.indicators.actions.take_snapshot import SnapshotTaken, take_snapshot
from mizan.funds.people.actions import record_civil_events
from mizan.funds.people.types import EventDraft
from mizan.kernel.periods import Period, add_days
from mizan.law.algeria.contributions import dac_deadline, provisional_assessment_on

Filed = TypeVar("Filed", FileDac, FileDas)
NIGHT, MORNING = time(1), time(6)
HOUSEHOLDS_AT = datetime.combine(FIRST_MONTH, time(8), UTC)
"""Nobody declares yet: whoever looks after contributions has the time, and the month's end is a meeting before the first feed."""
REFRESHED_AFTER = (0, 2, 11)
"""Ranks of the months at whose end the tables are several times what they were."""
GROWN = """
SELECT quote_ident(relname) FROM pg_stat_user_tables
 WHERE schemaname = 'public' AND n_mod_since_analyze > 100 AND n_mod_since_analyze > n_live_tup / 5 ORDER BY relname
"""
"""The tables of which a good part is new since they were last looked at."""
APPORTIONED_AFTER_DAYS = 4
"""Days after the end of a month before its receipts are paid over: the last statement of the post has come."""
FIGURES_AFTER_DAYS = 9
"""Days after the end of a month before its figures are taken: its statements have come. A real fund takes them every night."""


def take_wages(pairs: Sequence[Pair], *, by: int, at: datetime) -> tuple[SetReceipt, list[CaseKept]]:
    """Take a set of wage declarations, in the batch role: the receipt, and the cases it opened."""
    receipt = take_das_set(pairs, by=by, at=at)
    return receipt, [case for case_id in receipt.case_ids if (case := case_on(case_id)) is not None]


class Play:
    """One run of the country; `counts` tells what was done."""

    def __init__(
        self,
        world: TrueWorld,
        declared: DeclaredWorld,
        actors: Actors,
        self_actors: SelfActors,
        benefit_actors: BenefitActors,
        *,
        known: Known,
        lives: Lives,
        households: Households,
        stock: Stock,
        home: Path,
        today: date,
        connect_as: ConnectAs,
        hands: Hands,
        progress: Progress,
    ) -> None:
        self.world, self.declared, self.actors, self.today = world, declared, actors, today
        self.ranks = {employer_id: rank for rank, employer_id in enumerate(actors.employer_ids)}
        """The rank of each employer, by id."""
        self.connect_as, self.progress = connect_as, progress
        self.home, self.feeds, self.households = home, feeds(known, lives), households
        self.counts: Counter[str] = Counter()
        self._counting = Lock()
        self._beside: list[Future[None]] = []
        self.timeline = Timeline(datetime.combine(today, time(20), UTC))
        self.hands, self.roles = hands, hands.roles
        self.nights = Nights(self)
        self.answers = Answers(self)
        self.institutions = Institutions()
        self.instructions = Instructions(self)
        self.budgets = Budgets(self)
        self.alerts = Alerts(self)
        self.accountant = Accountant(self)
        self.self_employed = SelfEmployedPlay(self, declared.years, self_actors)
        self.benefits = BenefitSide(self, known, lives, stock, benefit_actors)

    def run(self) -> None:
        """Play everything until the end of the day, then one last night."""
        self._plan()
        self._refresh_statistics()
        try:
            sides.play(self.timeline, self.hands)
            self.nights.last(self.today)
        finally:
            self.roles.end()

    def count(self, name: str, number: int = 1) -> None:
        """Note that something was done."""
        with self._counting:
            self.counts[name] += number

    def _plan(self) -> None:
        for hand, told in enumerate(self.households.at_work(self.hands)):
            self.of_employer(HOUSEHOLDS_AT, hand, partial(self._record_households, told), role="batch")
        for dacs_in_set, taken in groupby(self.declared.dacs, key=lambda act: act.at if act.in_set else None):
            dacs = tuple(taken)
            if dacs_in_set is not None:
                for share in self._shares(dacs):
                    self.of_employer(dacs_in_set, share[0].employer, partial(self._take_dacs, share), role="batch")
                continue
            for dac in dacs:
                self.of_employer(dac.at, dac.employer, partial(self._file_dac, dac))
        self._plan_wages()
        for statement in self.declared.statements:
            self.of_contributions(statement.at, partial(self.accountant.take, statement))
        for at, data in self.feeds:
            self.of_benefits(at, partial(self._take_feed, data, at))
        self.self_employed.plan()
        self.benefits.plan()
        self.instructions.plan()
        self.budgets.plan()
        self.alerts.plan()
        for index in range(MONTHS):
            self._plan_month(month_at(index))

    def _plan_wages(self) -> None:
        """Wage declarations write careers: where somebody of whom benefits read one has worked, both sides wait for it."""
        read = self.benefits.careers_read()
        waits = {job.employer for job in self.world.jobs if job.person in read}
        for in_set, group in groupby(self.declared.dass, key=lambda act: act.at if act.in_set else None):
            acts = tuple(group)
            if in_set is not None:
                if met := [das for das in acts if das.employer in waits]:
                    self.of_both(in_set, partial(self._take_set, met, met=True))
                for share in self._shares([das for das in acts if das.employer not in waits]):
                    self.of_employer(in_set, share[0].employer, partial(self._take_set, share, met=False), role="batch")
                continue
            for das in acts:
                side = Side.BOTH if das.employer in waits else Side.CONTRIBUTIONS
                self.timeline.add(das.at, partial(self._file_das, das), side=side, employer=das.employer)

    def _record_households(self, told: Sequence[EventDraft]) -> None:
        self.hands.ask(None, record_civil_events, told, by=self.actors.system, at=OPENED_AT)

    def _shares(self, acts: Sequence[Filed]) -> list[list[Filed]]:
        """The declarations of a day's set by the hand that takes them: each share is a set of its own, of other employers."""
        shares: dict[int, list[Filed]] = {}
        for act in acts:
            shares.setdefault(self.hands.of(act.employer), []).append(act)
        return list(shares.values())

    def _plan_month(self, month: Period) -> None:
        """The fixed moments of a month: receipts are paid over, what is missing is assessed, news are given, figures taken."""
        apportioned, measured = add_days(month.end, APPORTIONED_AFTER_DAYS), add_days(month.end, FIGURES_AFTER_DAYS)
        self.of_contributions(datetime.combine(month.end, MORNING, UTC), partial(self._tell, month))
        index = index_of(month.start)
        if index in REFRESHED_AFTER:
            self.of_both(datetime.combine(month.end, MORNING, UTC), self._refresh_statistics)
        if index % 6 == 1:
            self.of_both(datetime.combine(month.last_day, LATE, UTC), partial(self.nights.pass_one, month.last_day))
        self.of_contributions(datetime.combine(apportioned, MORNING, UTC), partial(self._apportion, month))
        self.of_both(datetime.combine(measured, LATE, UTC), partial(self._figures, month))
        assessed_on = provisional_assessment_on(dac_deadline(month.last_day))
        at = datetime.combine(assessed_on, NIGHT, UTC)
        for hand in range(len(self.hands)):
            among = [employer_id for employer_id, rank in self.ranks.items() if self.hands.of(rank) == hand]
            self.of_employer(at, hand, partial(self._assess, among, assessed_on), role="batch")
        self.of_contributions(at + timedelta(minutes=1), partial(self._lapse, assessed_on))

    def _file_dac(self, act: FileDac) -> None:
        by = self.actors.filers[act.employer]
        receipt = self.hands.ask(by, file_dac, dac=act.dac, source="keyed", by=by, at=act.at)
        if receipt.filing_id is None:
            raise DemoError(f"a declaration of the demo was refused: {act.dac.employer_number} {act.dac.period_key} {receipt.anomalies}")
        self.count(f"DAC {receipt.outcome.value}")
        self.institutions.note(act.at, receipt.due_ids)
        self.answers.expect(act.employer, receipt.case_ids, act.at)

    def _take_dacs(self, acts: Sequence[FileDac]) -> None:
        files = [DacFile(write_csv(act.dac)) for act in acts]
        taken = self.hands.ask(None, take_dac_set, files, by=self.actors.system, at=acts[0].at)
        if taken.refused:
            raise DemoError(f"declarations of the demo were refused: {taken.refused[:3]}")
        for index, receipt in taken.taken:
            self.count(f"DAC {receipt.outcome.value}")
            self.institutions.note(acts[index].at, receipt.due_ids)
            self.answers.expect(acts[index].employer, receipt.case_ids, acts[index].at)

    def _file_das(self, act: FileDas) -> None:
        number, by = self.world.employers[act.employer].number, self.actors.filers[act.employer]
        names = names_for(act.year, number)
        receipt = self.hands.ask(
            by, file_das,
            header=act.header, detail=act.detail, header_name=names.header, detail_name=names.detail, source="file", by=by, at=act.at,
        )  # fmt: skip
        if receipt.filing_id is None:
            raise DemoError(f"a declaration of the demo was refused: {number} {act.year} {act.kind} {receipt.anomalies}")
        self.count(f"DAS {receipt.outcome.value}")
        self.answers.expect(act.employer, receipt.case_ids, act.at)

    def _take_set(self, acts: Sequence[FileDas], *, met: bool) -> None:
        """Take a set as batch; where both sides have `met` for it, nobody else acts meanwhile and no hand is asked."""
        pairs = [Pair(act.header, act.detail, *names_for(act.year, self.world.employers[act.employer].number)) for act in acts]
        at, by = acts[0].at, self.actors.system
        if met:
            self.roles.become("batch")
        receipt, cases = take_wages(pairs, by=by, at=at) if met else self.hands.ask(None, take_wages, pairs, by=by, at=at)
        if receipt.refused:
            raise DemoError(f"declarations of the demo were refused: {receipt.refused[:3]}")
        self.answers.expect_of_set(cases, at)
        self.count("DAS taken in sets", len(acts))

    def _take_feed(self, data: bytes, at: datetime) -> None:
        self.roles.become("batch")
        self.count("civil events", take_feed(data, by=self.actors.system, at=at))

    def _apportion(self, month: Period) -> None:
        at = datetime.combine(add_days(month.end, APPORTIONED_AFTER_DAYS), MORNING, UTC)
        self.roles.become("batch")
        orders = apportion_month(month, by=self.actors.system, at=at)
        self.count("transfer orders", len(orders))
        self.accountant.expect(orders, at.date())

    def _figures(self, month: Period) -> None:
        """Careers learn the yearly bases; the figures of a month, taken beside what follows, see the books as they are now.

        Only those who govern read them.
        """
        at = datetime.combine(add_days(month.end, FIGURES_AFTER_DAYS), LATE, UTC)

        def take(fixed: Callable[[], None]) -> None:
            self.keep(take_snapshot(month, by=self.actors.system, at=at, fixed=fixed))

        self.figures_kept()
        self.roles.become("batch")
        self.self_employed.tell_careers(at)
        self._beside.append(self.hands.beside(take, role="batch"))

    def govern(self, at: datetime, act: Callable[[], object]) -> None:
        """Plan an act of those who read figures and alerts: it waits for those that are being taken."""

        def governed() -> None:
            self.figures_kept()
            act()

        self.of_both(at, governed)

    def of_both(self, at: datetime, act: Callable[[], object]) -> None:
        """Plan an act for which both sides wait."""
        self.timeline.add(at, act, side=Side.BOTH)

    def of_employer(self, at: datetime, employer: int, act: Callable[[], object], *, role: Role = "web") -> None:
        """Plan an act about the contributions of one employer, or of one of the self-employed."""
        self.timeline.add(at, act, side=Side.CONTRIBUTIONS, employer=employer, role=role)

    def of_contributions(self, at: datetime, act: Callable[[], object]) -> None:
        """Plan an act about many payers' contributions."""
        self.timeline.add(at, act, side=Side.CONTRIBUTIONS)

    def of_benefits(self, at: datetime, act: Callable[[], object]) -> None:
        """Plan an act of those who look after lives, claims and pay."""
        self.timeline.add(at, act, side=Side.BENEFITS)

    def figures_kept(self) -> None:
        """Wait until the figures begun beside other acts are kept."""
        begun, self._beside = self._beside, []
        self.hands.finish(begun)

    def keep(self, taken: SnapshotTaken) -> None:
        """Note figures that were taken."""
        if taken.failed:
            raise DemoError(f"figures of the demo failed: {taken}")
        self.count("figures kept", taken.new)

    def _assess(self, among: Sequence[int], day: date) -> None:
        at = datetime.combine(day, NIGHT, UTC)
        made = self.hands.ask(None, assess_missing, day=day, since=FIRST_MONTH, among=among, by=self.actors.system, at=at)
        self.count("dues assessed provisionally", len(made))

    def _lapse(self, day: date) -> None:
        self.roles.become("batch")
        at = datetime.combine(day, NIGHT, UTC)
        self.count("differences lapsed", len(lapse_differences(day=day, by=self.actors.system, at=at)))

    def _refresh_statistics(self) -> None:
        """Tell the planner how the tables have grown: years pass here in less time than the server waits to look for itself."""
        self.roles.leave()
        with self.connect_as("owner"), connection.cursor() as cursor:
            cursor.execute(GROWN)
            if grown := cursor.fetchall():
                cursor.execute(f"ANALYZE {', '.join(name for (name,) in grown)}")

    def _tell(self, month: Period) -> None:
        filed = sum(count for name, count in self.counts.items() if name.startswith("DA"))
        self.progress(
            f"  {month.key}  {filed:6d} declarations  {self.counts['receipts']:6d} receipts  "
            f"{self.counts['dues assessed provisionally']:4d} dues assessed provisionally  {len(self.timeline):6d} acts to come"
        )
