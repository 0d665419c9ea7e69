"""Lay a bank line on dues: by its reference, else by the account it came from; by hand; or take it back when the bank returns it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from mizan.flows.crashpoints import point
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.contributions.actions.free_credit import free_credit
from mizan.funds.contributions.actions.lay import Laying, lay
from mizan.funds.contributions.actions.release import laid_by, legs_of, write_release
from mizan.funds.contributions.actions.use_credit import use_credit
from mizan.funds.contributions.actions.write_return import write_return
from mizan.funds.contributions.allocation import allocate
from mizan.funds.contributions.books import ActOf, book
from mizan.funds.contributions.locks import lock_employer, lock_receipt
from mizan.funds.contributions.open_shares import remaining_of, remaining_on
from mizan.funds.contributions.postings import merged, to_credit
from mizan.funds.contributions.queries.receipts import holders_of, receipt_on, receipt_returned
from mizan.funds.contributions.references import employer_numbers, periods_named
from mizan.funds.contributions.switches import DEFAULT, SettlementSwitches
from mizan.funds.contributions.types import ReceiptKept, Settled
from mizan.funds.ledger.types import Journal
from mizan.funds.people.queries import employers_by_number
from mizan.kernel.refusals import refused


def settle_receipt(receipt_id: int, *, by: int, at: datetime, switches: SettlementSwitches = DEFAULT) -> Settled:
    """Settle a bank line automatically if its payer is certain.

    That is one known employer number in its reference, else the account of one employer. A return takes its receipt back. Anything
    else waits. A line already settled is left as it is.

    Raises `Refused` with `receipt_unknown`.
    """
    with transaction.atomic():
        point("settle_receipt.begun")
        receipt = _receipt(receipt_id)
        if receipt.settlement_id is not None:
            return Settled(receipt.id, receipt.settlement_id, receipt.employer_id, 0, 0)
        if receipt.is_return:
            return _return(receipt, by=by, at=at)
        employer_id = _payer(receipt)
        if employer_id is None or receipt.amount <= 0:
            return Settled(receipt.id, None, None, 0, 0)
        point("settle_receipt.identified")
        return _settle(receipt, employer_id, periods_named(receipt.reference), "automatic", switches, by=by, at=at)


def match_by_hand(
    receipt_id: int, *, employer_id: int, period_keys: Sequence[str] = (), by: int, at: datetime, switches: SettlementSwitches = DEFAULT
) -> Settled:
    """Settle a waiting bank line on the dues of an employer the accountant names, the periods named first.

    Raises `Refused`: `receipt_unknown`, `receipt_settled`, `receipt_is_return` (money that left the account).
    """
    with transaction.atomic():
        receipt = _waiting(receipt_id)
        point("match_by_hand.begun")
        return _settle(receipt, employer_id, tuple(period_keys), "by_hand", switches, by=by, at=at)


def match_institution(receipt_id: int, *, debtor: str, due_ids: Sequence[int], by: int, at: datetime) -> Settled:
    """Settle a bank line from CNAC or the Treasury on relief dues; the line may not exceed what remains of them.

    Raises `Refused`: `receipt_unknown`, `receipt_settled`, `receipt_is_return`, `overpays_institution`.
    """
    with transaction.atomic():
        receipt = _waiting(receipt_id)
        shares = remaining_on(due_ids, debtor=debtor)
        found = allocate(receipt.amount, (share.open_share() for share in shares))
        if found.credit:
            raise refused("overpays_institution", "amount", excess=found.credit)
        act = ActOf(Journal.RECEIPT, "settle_receipt", f"settle:{receipt.id}", None, ("receipt", receipt.id, ""))
        laying = Laying(act, "by_hand", DEFAULT.version, "suspense", receipt.amount, None, receipt.id, debtor)
        settlement = lay(laying, found, shares, by=by, at=at)
        record_act(verb="match_institution", subject=("receipt", receipt.id), by=by, at=at, detail={"debtor": debtor})
        return Settled(receipt.id, settlement, None, receipt.amount, 0)


def return_receipt(receipt_id: int, *, by: int, at: datetime) -> Settled:
    """The bank takes a receipt back: `receipt_id` is the line of the return.

    The matches are reversed, and what had been received for the funds is owed to them less: the next transfer is smaller.

    Raises `Refused`: `receipt_unknown`, `receipt_settled`, `receipt_not_return`.
    """
    with transaction.atomic():
        receipt = _receipt(receipt_id)
        if receipt.settlement_id is not None:
            raise refused("receipt_settled", "receipt")
        if not receipt.is_return:
            raise refused("receipt_not_return", "receipt")
        return _return(receipt, by=by, at=at)


def _receipt(receipt_id: int) -> ReceiptKept:
    """The bank line, locked."""
    lock_receipt(receipt_id)
    receipt = receipt_on(receipt_id)
    if receipt is None:
        raise refused("receipt_unknown", "receipt")
    return receipt


def _waiting(receipt_id: int) -> ReceiptKept:
    """The bank line, locked, if it can still be settled as money received."""
    receipt = _receipt(receipt_id)
    if receipt.settlement_id is not None:
        raise refused("receipt_settled", "receipt")
    if receipt.amount <= 0:
        raise refused("receipt_is_return", "receipt")
    return receipt


def _payer(receipt: ReceiptKept) -> int | None:
    """The one employer a line certainly comes from, if there is one."""
    named = employers_by_number(employer_numbers(receipt.reference))
    if len(named) == 1:
        return next(iter(named.values())).id
    if named:
        return None
    holders = holders_of(receipt.payer_account)
    return holders[0].id if len(holders) == 1 else None


def _settle(
    receipt: ReceiptKept, employer_id: int, references: Sequence[str], method: str, switches: SettlementSwitches, *, by: int, at: datetime
) -> Settled:
    lock_employer(employer_id)
    point("settle_receipt.locked")
    shares = remaining_of(employer_id)
    found = allocate(receipt.amount, (share.open_share() for share in shares), references=references, switches=switches)
    point("settle_receipt.allocated")
    memo = {"reference": receipt.reference, "line": receipt.line_ref}
    act = ActOf(Journal.RECEIPT, "settle_receipt", f"settle:{receipt.id}", employer_id, ("receipt", receipt.id, ""), "", memo)
    laying = Laying(
        act, method, switches.version, "suspense", receipt.amount, employer_id, receipt.id, credit_movement=found.credit, cause="overpaid"
    )
    try:
        settlement = lay(laying, found, shares, by=by, at=at)
    except IntegrityError as error:
        if "contributions_settlement_receipt_id" in str(error):
            raise refused("receipt_settled", "receipt") from error
        raise
    point("settle_receipt.laid")
    laid = receipt.amount - found.credit
    detail = {"employer": employer_id, "laid": laid, "credit": found.credit, "method": method}
    record_act(verb="settle_receipt", subject=("receipt", receipt.id), by=by, at=at, detail=detail)
    point("settle_receipt.audited")
    return Settled(receipt.id, settlement, employer_id, laid, found.credit)


def _return(receipt: ReceiptKept, *, by: int, at: datetime) -> Settled:
    """Take back the receipt that a return names; a return whose receipt is not found, or not settled yet, waits."""
    original = receipt_returned(receipt)
    if original is None or original.settlement_id is None or original.employer_id is None:
        return Settled(receipt.id, None, None, 0, 0)
    employer_id = original.employer_id
    lock_employer(employer_id)
    point("return_receipt.locked")
    laid = laid_by([original.settlement_id])
    act = ActOf(Journal.RECEIPT, "return_receipt", f"return:{receipt.id}", employer_id, ("receipt", receipt.id, ""))
    if laid:
        entry = book(
            ActOf(Journal.RECEIPT, "release", f"release:return:{receipt.id}", employer_id, act.document), legs_of(laid), by=by, at=at
        )
        point("return_receipt.release_posted")
        write_release(laid, reason="returned", entry_id=entry, at=at)
        point("return_receipt.released")
    free_credit(employer_id, -receipt.amount, key=f"return:{receipt.id}", by=by, at=at)
    point("return_receipt.credit_freed")
    entry = book(act, merged(to_credit(receipt.amount)), by=by, at=at)
    point("return_receipt.entry_posted")
    settlement = write_return(receipt, employer_id, entry_id=entry, by=by, at=at)
    point("return_receipt.kept")
    use_credit(employer_id, key=f"return:{receipt.id}", by=by, at=at)
    record_act(
        verb="return_receipt", subject=("receipt", receipt.id), by=by, at=at, detail={"returns": original.id, "employer": employer_id}
    )
    point("return_receipt.audited")
    return Settled(receipt.id, settlement, employer_id, receipt.amount, 0)
