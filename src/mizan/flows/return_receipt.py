"""The bank takes a receipt back: what it paid is due again, and what had been received for the funds is owed to them less."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.contributions.actions.free_credit import free_credit
from mizan.funds.contributions.actions.release import laid_by, legs_of, write_release
from mizan.funds.contributions.actions.settle_notes import take_up_notes
from mizan.funds.contributions.actions.use_credit import use_credit
from mizan.funds.contributions.actions.write_return import write_return
from mizan.funds.contributions.books import ActOf, book
from mizan.funds.contributions.locks import lock_employers, lock_receipt
from mizan.funds.contributions.postings import merged, to_credit
from mizan.funds.contributions.queries.receipts import paid_by, receipt_on, receipt_returned, receipts_returnable, returns_waiting
from mizan.funds.contributions.types import Paid, ReceiptKept, Settled
from mizan.funds.ledger.types import Journal
from mizan.kernel.refusals import Refused, refused


def return_receipt(receipt_id: int, *, original_id: int | None = None, by: int, at: datetime) -> Settled:
    """The bank takes a receipt back: `receipt_id` is the line of the return.

    The matches are reversed, and what had been received for the funds is owed to them less: the next transfer is smaller. `original_id`
    is the receipt a person says it takes back, where its name designates several or none.

    Raises `Refused`: `receipt_unknown`, `receipt_settled`, `receipt_not_return`, `return_unmatched` (it may not be that receipt).
    """
    with transaction.atomic():
        lock_receipt(receipt_id)
        receipt = receipt_on(receipt_id)
        if receipt is None:
            raise refused("receipt_unknown", "receipt")
        if receipt.settlement_id is not None:
            raise refused("receipt_settled", "receipt")
        if not receipt.is_return:
            raise refused("receipt_not_return", "receipt")
        done = take_back(receipt, original_id=original_id, by=by, at=at)
        if done.waits and original_id is not None:
            raise refused("return_unmatched", "original")
        return done


def take_waiting_returns(*, by: int, at: datetime) -> int:
    """Take back the receipts whose returns came before they were settled; returns how many. Each is its own transaction."""
    taken = 0
    for receipt_id in returns_waiting():
        try:
            taken += not return_receipt(receipt_id, by=by, at=at).waits
        except Refused:
            # Somebody settled it meanwhile, or its credit serves another: it stays in the queue for a person.
            continue
    return taken


def take_back(receipt: ReceiptKept, *, original_id: int | None = None, by: int, at: datetime) -> Settled:
    """Take back the receipt that a return names; a return whose receipt is not found, or not settled yet, waits.

    The caller holds the lock of the return's line.
    """
    waits = Settled(receipt.id, None, None, 0, 0)
    original = _original(receipt, original_id)
    if original is None or original.settlement_id is None:
        return waits
    paid = paid_by(original.settlement_id)
    if paid is None:
        return waits
    lock_employers(employer_id for employer_id, _ in paid.by_employer)
    point("return_receipt.locked")
    # Another return of the same receipt may have been taken while this one waited for its turn.
    if _original(receipt, original_id) != original:
        return waits
    for employer_id, _ in paid.by_employer:
        take_up_notes(employer_id, by=by, at=at)
    _release(receipt, original.settlement_id, original.employer_id, by=by, at=at)
    return _settle(receipt, original, paid, chosen=original_id is not None, by=by, at=at)


def _original(receipt: ReceiptKept, original_id: int | None) -> ReceiptKept | None:
    """The receipt that a return names, or the one a person says among those it may be."""
    if original_id is None:
        return receipt_returned(receipt)
    return next((one for one in receipts_returnable(receipt) if one.id == original_id), None)


def _release(receipt: ReceiptKept, settlement_id: int, employer_id: int | None, *, by: int, at: datetime) -> None:
    """What the receipt was laid on is due again."""
    laid = laid_by([settlement_id])
    if not laid:
        return
    act = ActOf(Journal.RECEIPT, "release", f"release:return:{receipt.id}", employer_id, ("receipt", receipt.id, ""))
    entry = book(act, legs_of(laid), by=by, at=at)
    point("return_receipt.release_posted")
    write_release(laid, reason="returned", entry_id=entry, at=at)
    point("return_receipt.released")


def _settle(receipt: ReceiptKept, original: ReceiptKept, paid: Paid, *, chosen: bool, by: int, at: datetime) -> Settled:
    """The credit that is left goes with the money; what else it paid is due again, too."""
    for employer_id, amount in paid.by_employer:
        free_credit(employer_id, amount, key=f"return:{receipt.id}:{employer_id}", by=by, at=at, debtor=paid.debtor)
    point("return_receipt.credit_freed")
    act = ActOf(Journal.RECEIPT, "return_receipt", f"return:{receipt.id}", original.employer_id, ("receipt", receipt.id, ""))
    entry = book(act, merged(to_credit(receipt.amount, debtor=paid.debtor)), by=by, at=at)
    point("return_receipt.entry_posted")
    settlement = write_return(receipt, original, paid, entry_id=entry, by=by, at=at)
    point("return_receipt.kept")
    for employer_id, _ in paid.by_employer:
        use_credit(employer_id, key=f"return:{receipt.id}:{employer_id}", by=by, at=at, debtor=paid.debtor)
    detail = {"returns": original.id, "chosen": chosen, "employer": original.employer_id, "debtor": paid.debtor}
    record_act(verb="return_receipt", subject=("receipt", receipt.id), by=by, at=at, detail=detail)
    point("return_receipt.audited")
    return Settled(receipt.id, settlement, original.employer_id, receipt.amount, 0)
