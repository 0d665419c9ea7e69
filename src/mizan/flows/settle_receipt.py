"""Lay a bank line on dues: by its reference, else by the account it came from; by hand; or, when CNAC or the Treasury paid, on reliefs.

A line of CNAS's accounts pays what employers owe, a line of CASNOS's what the self-employed do.

A return goes its own way (`return_receipt`). A return that came before its receipt was settled is taken as soon as that happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from django.db import IntegrityError, transaction

from mizan.flows.crashpoints import point
from mizan.flows.return_receipt import take_back
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.contributions.actions.lay import Laying, lay
from mizan.funds.contributions.allocation import allocate
from mizan.funds.contributions.books import ActOf
from mizan.funds.contributions.locks import lock_employer, lock_employers, lock_receipts
from mizan.funds.contributions.open_shares import employers_owed, remaining_of, remaining_on
from mizan.funds.contributions.payer_of import (
    certain_payer,
    debtor_of,
    holders_of,
    numbers_in,
    of_casnos,
    payers_numbered,
    periods_in,
)
from mizan.funds.contributions.queries.receipts import (
    paid_by,
    receipt_on,
    receipt_returned,
    returns_waiting_for,
)
from mizan.funds.contributions.references import periods_meant
from mizan.funds.contributions.switches import SettlementSwitches, in_force
from mizan.funds.contributions.types import ReceiptKept, Settled
from mizan.funds.ledger.types import Journal
from mizan.funds.self_employed.payers import is_self_employed, payer_kind
from mizan.kernel.refusals import refused


def settle_receipt(receipt_id: int, *, by: int, at: datetime, switches: SettlementSwitches | None = None) -> Settled:
    """Settle a bank line automatically if its payer is certain.

    That is one known number in its reference (of an employer, or for CASNOS of an insured person), else the account of one payer.
    A return takes its receipt back. Anything else waits. A line already settled is left as it is.

    Raises `Refused` with `receipt_unknown`.
    """
    with transaction.atomic():
        point("settle_receipt.begun")
        receipt, returns = _receipt(receipt_id)
        if receipt.settlement_id is not None:
            return Settled(receipt.id, receipt.settlement_id, receipt.employer_id, 0, 0)
        if receipt.is_return:
            return take_back(receipt, by=by, at=at)
        employer_id = certain_payer(receipt)
        if employer_id is None or receipt.amount <= 0:
            return Settled(receipt.id, None, None, 0, 0)
        point("settle_receipt.identified")
        return _settle(receipt, employer_id, periods_in(receipt), "automatic", switches, returns, by=by, at=at)


def match_by_hand(
    receipt_id: int, *, employer_id: int, period_keys: Sequence[str] = (), by: int, at: datetime, switches: SettlementSwitches | None = None
) -> Settled:
    """Settle a waiting bank line on the dues of a payer the accountant names (`employer_id`), the periods named first.

    Raises `Refused`: `receipt_unknown`, `receipt_settled`, `receipt_is_return` (money that left the account), `receipt_other_fund` (the
    payer owes another fund than the one whose account received it).
    """
    with transaction.atomic():
        receipt, returns = _waiting(receipt_id)
        point("match_by_hand.begun")
        if of_casnos(receipt) != is_self_employed(employer_id):
            raise refused("receipt_other_fund", "receipt")
        return _settle(receipt, employer_id, periods_meant(period_keys), "by_hand", switches, returns, by=by, at=at)


def match_institution(receipt_id: int, *, debtor: str, due_ids: Sequence[int], by: int, at: datetime) -> Settled:
    """Settle a bank line from CNAC or the Treasury on relief dues; the line may not exceed what remains of them.

    Raises `Refused`: `receipt_unknown`, `receipt_settled`, `receipt_is_return`, `due_unknown` (one of them is no due of this
    debtor), `overpays_institution`.
    """
    with transaction.atomic():
        receipt, returns = _waiting(receipt_id)
        employers = employers_owed(due_ids, debtor=debtor)
        if employers is None:
            raise refused("due_unknown", "due_ids")
        lock_employers(employers)
        point("match_institution.locked")
        shares = remaining_on(due_ids, debtor=debtor)
        switches = in_force()
        found = allocate(receipt.amount, (share.open_share() for share in shares), switches=switches)
        if found.credit:
            raise refused("overpays_institution", "amount", excess=found.credit)
        act = ActOf(Journal.RECEIPT, "settle_receipt", f"settle:{receipt.id}", None, ("receipt", receipt.id, ""))
        laying = Laying(act, "by_hand", switches.version, "suspense", receipt.amount, None, receipt.id, debtor)
        settlement = lay(laying, found, shares, by=by, at=at)
        point("match_institution.laid")
        record_act(verb="match_institution", subject=("receipt", receipt.id), by=by, at=at, detail={"debtor": debtor})
        _take_returns(returns, by=by, at=at)
        return Settled(receipt.id, settlement, None, receipt.amount, 0)


def lock_lines(lines: Sequence[ReceiptKept]) -> None:
    """Lock lines of a statement not settled yet with the returns that wait for them, then the accounts of all their payers, in order."""
    received = [line for line in lines if not line.is_return]
    lock_receipts([*(line.id for line in lines), *returns_waiting_for(received)])
    numbers = {line.id: numbers_in(line) for line in received}
    known = payers_numbered(received[0], chain.from_iterable(numbers.values())) if received else {}
    payers = set(known.values())
    for line in received:
        if known.keys().isdisjoint(numbers[line.id]):
            payers.update(holders_of(line))
    for line in lines:
        original = receipt_returned(line) if line.is_return else None
        paid = paid_by(original.settlement_id) if original is not None and original.settlement_id is not None else None
        if paid is not None:
            payers.update(employer_id for employer_id, _ in paid.by_employer)
    lock_employers(payers)


def _receipt(receipt_id: int) -> tuple[ReceiptKept, Sequence[int]]:
    """The bank line, locked, and the returns of it that wait, locked too: nobody settles one of them meanwhile."""
    lock_receipts([receipt_id])
    receipt = receipt_on(receipt_id)
    if receipt is None:
        raise refused("receipt_unknown", "receipt")
    returns = () if receipt.is_return or receipt.settlement_id is not None else returns_waiting_for([receipt])
    if returns:
        lock_receipts(returns)
    return receipt, returns


def _waiting(receipt_id: int) -> tuple[ReceiptKept, Sequence[int]]:
    """The bank line, locked, if it can still be settled as money received; and the returns of it."""
    receipt, returns = _receipt(receipt_id)
    if receipt.settlement_id is not None:
        raise refused("receipt_settled", "receipt")
    if receipt.amount <= 0:
        raise refused("receipt_is_return", "receipt")
    return receipt, returns


def _take_returns(returns: Sequence[int], *, by: int, at: datetime) -> None:
    """What the bank had taken back before the receipt was settled is taken back now."""
    for receipt_id in returns:
        returned = receipt_on(receipt_id)
        if returned is not None and returned.settlement_id is None:
            take_back(returned, by=by, at=at)


def laying_of(receipt: ReceiptKept, employer_id: int, method: str, switches: SettlementSwitches, credit: int) -> Laying:
    """What a bank line of a payer lays: out of the receipts to identify, the rest (`credit`) to the payer's credit."""
    memo = {"reference": receipt.reference, "line": receipt.line_ref}
    act = ActOf(Journal.RECEIPT, "settle_receipt", f"settle:{receipt.id}", employer_id, ("receipt", receipt.id, ""), "", memo)
    return Laying(
        act,
        method,
        switches.version,
        "suspense",
        receipt.amount,
        employer_id,
        receipt.id,
        debtor_of(employer_id),
        credit_movement=credit,
        cause="overpaid",
    )


def _settle(
    receipt: ReceiptKept,
    employer_id: int,
    references: Sequence[str],
    method: str,
    switches: SettlementSwitches | None,
    returns: Sequence[int],
    *,
    by: int,
    at: datetime,
) -> Settled:
    chosen = switches or in_force()
    lock_employer(employer_id)
    point("settle_receipt.locked")
    debtor = debtor_of(employer_id)
    shares = remaining_of(employer_id, debtor=debtor)
    found = allocate(receipt.amount, (share.open_share() for share in shares), references=references, switches=chosen)
    point("settle_receipt.allocated")
    laying = laying_of(receipt, employer_id, method, chosen, found.credit)
    try:
        settlement = lay(laying, found, shares, by=by, at=at)
    except IntegrityError as error:
        if "contributions_settlement_receipt_id" in str(error):
            raise refused("receipt_settled", "receipt") from error
        raise
    point("settle_receipt.laid")
    laid = receipt.amount - found.credit
    detail = {payer_kind(employer_id): employer_id, "laid": laid, "credit": found.credit, "method": method}
    record_act(verb="settle_receipt", subject=("receipt", receipt.id), by=by, at=at, detail=detail)
    point("settle_receipt.audited")
    _take_returns(returns, by=by, at=at)
    return Settled(receipt.id, settlement, employer_id, laid, found.credit)
