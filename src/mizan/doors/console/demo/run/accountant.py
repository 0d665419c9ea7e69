"""The fund's accountant: imports statements, settles their lines, looks at those that wait, sends transfers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from mizan.doors.console.demo.declared.acts import FundLine, Payment, SendStatement
from mizan.doors.console.demo.declared.days import working_day
from mizan.doors.console.demo.declared.statements import BANK, file_of, line_reference
from mizan.doors.console.demo.run.types import DemoError
from mizan.doors.console.demo.streams import Stream
from mizan.flows.apportion_month import settle_transfer
from mizan.flows.import_statement import import_statement
from mizan.flows.settle_receipt import match_by_hand, match_institution
from mizan.flows.settle_statement import settle_statement
from mizan.funds.access.context import acting_as
from mizan.funds.contributions.payer_of import certain_payers
from mizan.funds.contributions.queries.receipts import receipts_of_statement
from mizan.funds.contributions.types import ReceiptKept, StatementReceipt, TransferKept
from mizan.kernel.periods import add_days, month_of

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.play import Play

SENT_AFTER_DAYS = 3
FOUND_PER_MILLE = 650
"""Lines that wait whose payer the accountant finds; the others still wait at the end."""


class Accountant:
    """Keeps the balance of the fund's accounts and the orders the bank has not told of yet."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.balance = [0, 0]
        self.orders: dict[str, tuple[int, FundLine]] = {}

    def expect(self, orders: Sequence[TransferKept], day: date) -> None:
        """Orders just made: the bank will tell of each on a day to come."""
        on = working_day(add_days(day, SENT_AFTER_DAYS))
        for order in orders:
            if order.settled_on is None:
                reference = f"VIREMENT {order.fund} {month_of(order.month).key}"
                line = FundLine(f"T{order.id:07d}", on, order.fund, reference, -order.amount)
                self.orders[line.ref] = (order.id, line)

    def take(self, act: SendStatement) -> None:
        """Import one statement, settle its lines, tie the transfers and the institutions' payments it shows."""
        sent = [line for _, line in self.orders.values() if line.on < act.span.end] if act.account == BANK else []
        by = self.play.actors.fund_accountant
        self.play.roles.become("web")
        with acting_as(by):
            paid = self.play.institutions.payments_in(act.span) if act.account == BANK else []
            lines = [line._replace(on=max(line.on, act.span.start)) for line in (*sent, *(one.line for one in paid))]
            fmt, data, self.balance[act.account] = file_of(act, self.balance[act.account], lines, self.play.world.employers)
            kept = import_statement(data, fmt=fmt, by=by, at=act.at)
        if kept.statement_id is None:
            raise DemoError(f"a statement of the demo was refused: {kept.anomalies[:3]}")
        with acting_as(by):
            lines_kept = {line.line_ref: line for line in receipts_of_statement(kept.statement_id)}
            shares = self._shares(act, lines_kept)
        receipts = {reference: line.id for reference, line in lines_kept.items()}
        self.play.count("statements")
        for hand, share in shares.items():
            self.play.of_employer(act.at, hand, partial(self._settle, kept, act, share, receipts))
        for line in sent:
            order_id, _ = self.orders.pop(line.ref)
            with acting_as(by):
                settle_transfer(order_id, receipt_id=receipts[line.ref], by=by, at=act.at)
            self.play.count("transfers settled")
        for one in paid:
            with acting_as(by):
                match_institution(receipts[one.line.ref], debtor=one.debtor, due_ids=one.due_ids, by=by, at=act.at)
            self.play.count("payments of institutions")

    def _shares(self, act: SendStatement, lines: Mapping[str, ReceiptKept]) -> Mapping[int, Sequence[Payment]]:
        """The payments of a statement by the hand that does the acts of their payer, as the lines tell of it."""
        ranks, hands = self.play.ranks, self.play.hands
        payers = certain_payers([lines[line_reference(payment)] for payment in act.payments])
        shares: dict[int, list[Payment]] = {}
        for payment in act.payments:
            payer = payers[lines[line_reference(payment)].id]
            rank = payment.employer if payer is None else ranks[payer]
            shares.setdefault(hands.of(rank), []).append(payment)
        return shares

    def _settle(self, kept: StatementReceipt, act: SendStatement, share: Sequence[Payment], receipts: Mapping[str, int]) -> None:
        """Settle the lines of a share that can be; the accountant looks again at the others some days later."""
        by = self.play.actors.fund_accountant
        mine = replace(kept, receipt_ids=tuple(receipts[line_reference(payment)] for payment in share))
        settled = self.play.hands.ask(by, settle_statement, mine, by=by, at=act.at)
        waiting = {one.receipt_id for one in settled if one.waits}
        self.play.count("receipts", len(share))
        for payment in share:
            receipt_id = receipts[line_reference(payment)]
            if receipt_id in waiting:
                self.play.count("receipts waiting")
                self._look_again(payment, receipt_id, act.at)

    def _look_again(self, payment: Payment, receipt_id: int, at: datetime) -> None:
        """Some days later the accountant has found who paid, for part of the lines that wait."""
        stream = Stream(self.play.world.seed, f"accountant:{payment.rank}")
        if payment.amount < 0 or not stream.chance(FOUND_PER_MILLE):
            return
        day = working_day(add_days(at.date(), stream.between(4, 20)))
        moment = datetime.combine(day, time(10, stream.below(60)), UTC)
        self.play.of_employer(moment, payment.employer, partial(self._match, payment, receipt_id, moment))

    def _match(self, payment: Payment, receipt_id: int, at: datetime) -> None:
        by = self.play.actors.fund_accountant
        self.play.hands.ask(by, match_by_hand, receipt_id, employer_id=self.play.actors.employer_ids[payment.employer], by=by, at=at)
        self.play.count("receipts matched by hand")
