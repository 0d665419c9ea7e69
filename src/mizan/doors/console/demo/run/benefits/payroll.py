"""The months' pay: prepared, agreed and approved by three accountants, filed; returns, holds, findings, an undone payment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from mizan.doors.console.demo.declared.days import working_day
from mizan.doors.console.demo.streams import Stream
from mizan.flows.hold_payment import agree_hold
from mizan.flows.pay_files import file_name, write_payment_file
from mizan.flows.pay_month import approve_run, prepare_run
from mizan.flows.pay_returns import approve_reversal_of, propose_reversal_of, reissue_payment, take_return
from mizan.flows.revalue import approve_increase, prepare_increase
from mizan.funds.access.context import acting_as
from mizan.funds.benefits.actions.answer_finding import NOT_BY_WORDS, answer_finding
from mizan.funds.benefits.actions.hold_payment import HoldDraft, hold_payment, release_payment
from mizan.funds.benefits.grounds import longest_hold
from mizan.funds.benefits.queries.instalments import instalments_of, returns_of
from mizan.funds.benefits.queries.runs import findings_of
from mizan.funds.benefits.types.runs import InstalmentKnown, RunKnown
from mizan.kernel.funds import Fund
from mizan.kernel.identifiers import rib_key
from mizan.kernel.money import format_decimal
from mizan.kernel.periods import add_days, add_months
from mizan.kernel.refusals import Refused

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.benefits.side import BenefitSide

FIRST_RUN = date(2024, 12, 1)
INCREASE, INCREASED_AT = date(2026, 1, 1), datetime(2026, 2, 4, 9, tzinfo=UTC)
"""The increase of the demo's time takes effect in January; its texts were there in the middle of it, so that January gives arrears."""
PREPARED_DAY, FILED_HOUR = 10, 14
RETURNED_PER_10_000 = 15
RETURNED_AFTER, REISSUED_AFTER = 9, 3
HELD_MONTH, UNDONE_MONTH, CERTAIN_RETURN = date(2025, 6, 1), date(2025, 9, 1), date(2025, 4, 1)
HOLD_GROUND = "same_year_twice"
ADDRESS = "https://mizan.example"
HOLD_REASON = "Deux activités déclarées la même année dans deux régimes ; le choix écrit a été demandé deux fois, sans réponse."
PAID_WRONG = "Mensualité versée sur le compte d'un tiers du même nom."
JOINT, STRANGER = "Compte joint des époux.", "Compte d'un tiers : un compte personnel est demandé."
MENDED_PER_MILLE, MENDED_AFTER = 700, (20, 110)
PAYER: Mapping[Fund, tuple[str, str]] = {
    Fund.CNR: ("CAISSE NATIONALE DES RETRAITES", f"00200021{'0500001212'}{rib_key('00021', '0500001212'):02d}"),
    Fund.CASNOS: ("CAISSE DES NON SALARIES", f"00100601{'0500005151'}{rib_key('00601', '0500005151'):02d}"),
    Fund.CNAS: ("CAISSE DES ASSURANCES SOCIALES", f"00300310{'0500003131'}{rib_key('00310', '0500003131'):02d}"),
}
PROFILES: Mapping[Fund, str] = {Fund.CNR: "pain001", Fund.CASNOS: "virm", Fund.CNAS: "csv"}
_REPORT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>{order}</OrgnlMsgId>'
    "<GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>{lines}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
)
_REJECTED = (
    "<TxInfAndSts><OrgnlEndToEndId>I{number}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf>"
    '<OrgnlTxRef><Amt><InstdAmt Ccy="DZD">{amount}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>'
)
CODES = ("AC04", "AC01", "AC06")


class Payroll:
    """Pays every month; `bereaved` are those on whose rights a household asked, `paid` what left the funds so far."""

    def __init__(self, side: BenefitSide) -> None:
        self.side, self.play = side, side.play
        self.bereaved: set[int] = set()
        self.paid = 0
        self.folder = self.play.home / "payments"
        self._begun: set[Fund] = set()
        self._answered: set[int] = set()
        self._held = self._undone = False

    def plan(self) -> None:
        """A run a month for each fund, from the first month somebody is due."""
        month = FIRST_RUN
        while month.replace(day=PREPARED_DAY) <= self.play.today:
            at = datetime.combine(month.replace(day=PREPARED_DAY), time(9), UTC)
            self.play.of_benefits(at, partial(self._pay, month, at))
            month = add_months(month, 1)
        if INCREASED_AT.date() <= self.play.today:
            self.play.of_benefits(INCREASED_AT, self._raise)

    def _raise(self) -> None:
        """Each fund raises its awards: one accountant prepares, another approves. Where nobody rises there is nothing to approve."""
        self.play.roles.become("web")
        for rank, fund in enumerate(PROFILES):
            at = INCREASED_AT + timedelta(minutes=30 * rank)
            prepares, _, approves = self.side.actors.payers[fund]
            try:
                with acting_as(prepares):
                    increase = prepare_increase(fund=fund, on=INCREASE, by=prepares, at=at)
            except Refused as caught:
                if caught.refusal.code != "increase_empty":
                    raise
                continue
            with acting_as(approves):
                approve_increase(increase.id, by=approves, at=at + timedelta(minutes=10))
            self.play.count("increases")

    def _pay(self, month: date, at: datetime) -> None:
        """Each fund prepares and approves its run; then its file goes out."""
        self.play.roles.become("web")
        if month == HELD_MONTH:
            self._hold(Fund.CNR, month, at - timedelta(hours=1))
        for rank, fund in enumerate(PROFILES):
            moment = at + timedelta(minutes=20 * rank)
            if (run := self._prepare(fund, month, moment)) is not None:
                self._send(fund, run, month, moment)

    def _prepare(self, fund: Fund, month: date, at: datetime) -> RunKnown | None:
        """The run of a month, agreed to by everybody; None before anybody is due."""
        prepares, agrees, approves = self.side.actors.payers[fund]
        with acting_as(prepares):
            try:
                run = prepare_run(fund=fund, month=month, pay_on=month.replace(day=20), by=prepares, at=at)
            except Refused as caught:
                if caught.refusal.code != "run_empty" or fund in self._begun:
                    raise
                return None
        for hours, by in ((1, agrees), (2, approves)):
            with acting_as(by):
                approve_run(run.id, by=by, at=at + timedelta(hours=hours))
        return run

    def _send(self, fund: Fund, run: RunKnown, month: date, at: datetime) -> None:
        self._begun.add(fund)
        paid = self._file(fund, run, at.replace(hour=FILED_HOUR))
        self.side.administration.expect(fund, month, paid)
        if fund is Fund.CNR:
            self.side.grants.expect(fund, month, paid)
        self.play.count("pay runs")
        self._answer(fund, run, at.replace(hour=FILED_HOUR + 1))
        day = working_day(add_days(at.date(), RETURNED_AFTER))
        moment = datetime.combine(day, time(11, len(self._begun)), UTC)
        self.play.of_benefits(moment, partial(self._come_back, fund, run, month, moment))
        if month == UNDONE_MONTH and fund is Fund.CNR:
            self.play.of_benefits(moment + timedelta(days=2), partial(self._undo, fund, run, moment + timedelta(days=2)))

    def _file(self, fund: Fund, run: RunKnown, at: datetime) -> int:
        """The file of the run, in the shape the fund's bank takes, in the data folder; returns what it pays, in centimes."""
        payer, account = PAYER[fund]
        self.folder.mkdir(exist_ok=True)
        path = self.folder / file_name(run)
        by = self.side.actors.payers[fund][0]
        try:
            with acting_as(by):
                kept = write_payment_file(run.id, path, profile=PROFILES[fund], payer=payer, account=account, by=by, at=at)
        except Refused as caught:
            # Everybody waits: there is nothing to send.
            if caught.refusal.code != "run_empty":
                raise
            return 0
        self.paid += kept.total
        self.play.count("payment files")
        self.play.count("payments", kept.lines)
        return kept.total

    def _answer(self, fund: Fund, run: RunKnown, at: datetime) -> None:
        """What the controls found, once for each award: a shared account is explained, a missing or wrong one will be mended."""
        by, whose = self.side.actors.payers[fund][0], {award: rank for rank, award in self.side.awards[fund].items()}
        with acting_as(by):
            found = [one for one in findings_of(run.id) if one.award_id in whose and one.award_id not in self._answered]
            self.play.count("findings", len(found))
            for one in sorted(found, key=lambda one: whose[one.award_id]):
                self._answered.add(one.award_id)
                stream = Stream(self.play.world.seed, f"finding:{whose[one.award_id]}")
                why = one.detail.get("why")
                if why == "account_shared":
                    joint = stream.chance(500)
                    answer_finding(one.id, clears=joint, ground=JOINT if joint else STRANGER, by=by, at=at)
                if why in NOT_BY_WORDS and stream.chance(MENDED_PER_MILLE):
                    self._mend_later(whose[one.award_id], stream.between(*MENDED_AFTER), at)

    def _mend_later(self, rank: int, days: int, at: datetime) -> None:
        moment = datetime.combine(working_day(add_days(at.date(), days)), time(10, 30), UTC)
        self.play.of_benefits(moment, partial(self._mend, rank, moment))

    def _mend(self, rank: int, at: datetime) -> None:
        self.play.roles.become("web")
        self.side.desk.mend(rank, self.side.officer(rank), at)

    def _come_back(self, fund: Fund, run: RunKnown, month: date, at: datetime) -> None:
        """The bank's report: a few payments did not arrive; their people give another account, and the next run pays them again."""
        by = self.side.actors.payers[fund][0]
        drawn = [rank for rank in sorted(self.side.awards[fund]) if self._returns(rank, month)]
        if fund is Fund.CNR and month == CERTAIN_RETURN and not drawn:
            drawn = sorted(self.side.awards[fund])[:3]
        self.play.roles.become("web")
        with acting_as(by):
            found = [(rank, one) for rank in drawn if (one := self._paid_by(run, self.side.awards[fund][rank])) is not None]
            if not found:
                return
            lines = "".join(
                _REJECTED.format(number=one.id, code=CODES[rank % len(CODES)], amount=format_decimal(one.paid)) for rank, one in found
            )
            take_return(_REPORT.format(order=file_name(run), lines=lines).encode(), by=by, at=at)
        self.play.count("payments returned", len(found))
        again = datetime.combine(working_day(add_days(at.date(), REISSUED_AFTER)), time(11), UTC)
        self.play.of_benefits(again, partial(self._reissue, fund, run, [rank for rank, _ in found], again))

    def _returns(self, rank: int, month: date) -> bool:
        return Stream(self.play.world.seed, f"return:{rank}:{month:%Y-%m}").below(10_000) < RETURNED_PER_10_000

    def _paid_by(self, run: RunKnown, award_id: int) -> InstalmentKnown | None:
        return next((one for one in instalments_of(award_id) if one.run_id == run.id and one.paid > 0), None)

    def _reissue(self, fund: Fund, run: RunKnown, ranks: list[int], at: datetime) -> None:
        for rank in ranks:
            self._mend(rank, at)
        by = self.side.actors.payers[fund][1]
        with acting_as(by):
            for one in returns_of(run.id):
                reissue_payment(one.id, ground="Nouveau compte donné.", by=by, at=at + timedelta(hours=1))
        self.play.count("payments ordered again", len(ranks))

    def _hold(self, fund: Fund, month: date, at: datetime) -> None:
        """One award waits on a named ground, told before, and is released when the paper has come."""
        if not self.side.awards[fund]:
            return
        by, other, _ = self.side.actors.payers[fund]
        award_id = self.side.awards[fund][min(self.side.awards[fund])]
        starts = max(month, at.date())
        draft = HoldDraft(award_id, HOLD_GROUND, HOLD_REASON, starts, longest_hold(starts))
        with acting_as(by):
            hold_id = hold_payment(draft, by=by, at=at)
        with acting_as(other):
            agree_hold(hold_id, address=ADDRESS, by=other, at=at + timedelta(minutes=10))
        self.play.count("holds")
        released = datetime.combine(working_day(add_days(month, 50)), time(9), UTC)
        self.play.of_benefits(released, partial(self._release, hold_id, by, released))

    def _release(self, hold_id: int, by: int, at: datetime) -> None:
        self.play.roles.become("web")
        with acting_as(by):
            release_payment(hold_id, ground="Choix écrit du régime reçu.", by=by, at=at)

    def _undo(self, fund: Fund, run: RunKnown, at: datetime) -> None:
        """One payment that should not have gone out is undone by two people: it is owed back, and stays written."""
        by, other, _ = self.side.actors.payers[fund]
        self.play.roles.become("web")
        with acting_as(by):
            paid = (self._paid_by(run, self.side.awards[fund][rank]) for rank in sorted(self.side.awards[fund], reverse=True))
            wrong = next((one for one in paid if one is not None and one.state == "ordered"), None)
            if wrong is None:
                return
            reversal_id = propose_reversal_of(wrong.id, ground=PAID_WRONG, by=by, at=at)
        with acting_as(other):
            approve_reversal_of(reversal_id, address=ADDRESS, by=other, at=at + timedelta(hours=1))
        self.play.count("payments undone")
