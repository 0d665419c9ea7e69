"""Pay over to the owners of the branches what was received for them: order by month, then settle."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.contributions.actions.order_transfers import funds_ordered, keep_order, keep_settlement, to_order
from mizan.funds.contributions.actions.write_return import write_payment
from mizan.funds.contributions.books import ActOf, book
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.locks import lock_receipt, lock_transfers
from mizan.funds.contributions.postings import ordered, transferred
from mizan.funds.contributions.queries.receipts import receipt_on
from mizan.funds.contributions.queries.transfers import transfer_on, transfers_of
from mizan.funds.contributions.types import TransferKept
from mizan.funds.ledger.types import Journal
from mizan.kernel.funds import Branch
from mizan.kernel.periods import Period
from mizan.kernel.refusals import refused


def apportion_month(month: Period, *, by: int, at: datetime) -> tuple[TransferKept, ...]:
    """Order, for each owner, what was received up to the end of a month that is over and not yet ordered, less what came back.

    A fund to which nothing more is owed, or which owes back more than it gained, gets no order: the difference lowers the next one.
    The same month again gives the same orders. Raises `Refused` with `month_not_over`.
    """
    if accounting_day(at) < month.end:
        raise refused("month_not_over", "month", month=month.key)
    with transaction.atomic():
        point("apportion_month.begun")
        lock_transfers()
        point("apportion_month.locked")
        done = funds_ordered(month.start)
        for fund, lines in to_order(month.end).items():
            if fund in done or sum(amount for _, amount in lines) <= 0:
                continue
            act = ActOf(Journal.TRANSFER, "order_transfer", f"order_transfer:{fund}:{month.key}", memo={"fund": fund, "month": month.key})
            entry = book(act, ordered(fund, ((Branch(branch), amount) for branch, amount in lines)), by=by, at=at)
            point("apportion_month.entry_posted")
            order_id = keep_order(fund, month.start, lines, entry_id=entry, by=by, at=at)
            point("apportion_month.order_kept")
            record_act(verb="order_transfer", subject=("transfer", order_id), by=by, at=at, detail={"fund": fund, "month": month.key})
            point("apportion_month.audited")
        return transfers_of(month=month.start)


def settle_transfer(order_id: int, *, receipt_id: int | None = None, by: int, at: datetime) -> None:
    """An order is paid: out of the bank or, when the bank's statement shows it already, by that line (`receipt_id`, the same amount).

    Raises `Refused`: `transfer_unknown`, `transfer_settled`, `receipt_unknown`, `receipt_settled`, `receipt_not_return` (another amount).
    """
    with transaction.atomic():
        point("settle_transfer.begun")
        lock_transfers()
        order = transfer_on(order_id)
        if order is None:
            raise refused("transfer_unknown", "transfer")
        if order.settled_on is not None:
            raise refused("transfer_settled", "transfer")
        act = ActOf(Journal.TRANSFER, "settle_transfer", f"settle_transfer:{order.id}", memo={"fund": order.fund})
        source = "bank" if receipt_id is None else "suspense"
        entry = book(act, transferred(order.fund, order.amount, source=source), by=by, at=at)
        point("settle_transfer.entry_posted")
        keep_settlement(order.id, order.fund, entry_id=entry, by=by, at=at)
        point("settle_transfer.kept")
        if receipt_id is not None:
            _pay_by(receipt_id, order, entry_id=entry, by=by, at=at)
        record_act(verb="settle_transfer", subject=("transfer", order.id), by=by, at=at, detail={"amount": order.amount})
        point("settle_transfer.audited")


def _pay_by(receipt_id: int, order: TransferKept, *, entry_id: int, by: int, at: datetime) -> None:
    """Tie the bank line that paid the order."""
    lock_receipt(receipt_id)
    receipt = receipt_on(receipt_id)
    if receipt is None:
        raise refused("receipt_unknown", "receipt")
    if receipt.settlement_id is not None:
        raise refused("receipt_settled", "receipt")
    if receipt.amount != -order.amount:
        raise refused("receipt_not_return", "amount", amount=receipt.amount)
    write_payment(receipt, entry_id=entry_id, by=by, at=at)
    point("settle_transfer.line_tied")
