"""Settle the lines of a statement together: what one line would do alone, in a few statements for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.flows.settle_receipt import laying_of, lock_lines, settle_receipt
from mizan.funds.access.actions.record_act import record_acts
from mizan.funds.contributions.actions.lay import Laid, lay_together
from mizan.funds.contributions.allocation import Allocation, allocate
from mizan.funds.contributions.open_shares import Remaining, remaining_of_each
from mizan.funds.contributions.payer_of import certain_payers, debtor_of, periods_in
from mizan.funds.contributions.queries.receipts import receipts_of_statement, returns_waiting_for
from mizan.funds.contributions.switches import SettlementSwitches, in_force
from mizan.funds.contributions.types import ReceiptKept, Settled, StatementReceipt
from mizan.funds.self_employed.payers import payer_kind
from mizan.kernel.refusals import Refused


def settle_statement(receipt: StatementReceipt, *, by: int, at: datetime) -> tuple[Settled, ...]:
    """Settle every line of a statement that can be; the others wait. Returns what became of each, in the order of the lines.

    A receipt that names some of the lines only settles those: several may work on a statement at once, each on other payers' lines.
    The lines and the accounts they concern are locked first, all in one order: two statements with the same payers take turns. Lines are
    laid as `settle_receipt` would lay them one after another.
    """
    if receipt.statement_id is None:
        return ()
    with transaction.atomic():
        lock_lines([line for line in _lines(receipt.statement_id, receipt.receipt_ids) if line.settlement_id is None])
        point("settle_statement.locked")
        lines = _lines(receipt.statement_id, receipt.receipt_ids)
        payers = certain_payers([line for line in lines if line.settlement_id is None and not line.is_return and line.amount > 0])
        point("settle_statement.identified")
        found = [settled for stretch in _stretches(lines) for settled in _stretch(stretch, payers, by=by, at=at)]
        point("settle_statement.settled")
        return tuple(found)


def _lines(statement_id: int, receipt_ids: Sequence[int]) -> list[ReceiptKept]:
    """These lines of a statement as they stand, in order."""
    wanted = frozenset(receipt_ids)
    return [line for line in receipts_of_statement(statement_id) if line.id in wanted]


def _stretches(lines: Sequence[ReceiptKept]) -> list[list[ReceiptKept]]:
    """The lines in stretches to lay together; one that a return concerns stands alone, since it gives back what others then take."""
    taken_back = bool(returns_waiting_for([line for line in lines if not line.is_return]))
    stretches: list[list[ReceiptKept]] = []
    together = False
    for line in lines:
        alone = line.is_return or (taken_back and bool(returns_waiting_for([line])))
        if alone or not together:
            stretches.append([])
        stretches[-1].append(line)
        together = not alone
    return stretches


def _stretch(lines: Sequence[ReceiptKept], payers: dict[int, int | None], *, by: int, at: datetime) -> list[Settled]:
    if len(lines) > 1:
        try:
            with transaction.atomic():
                return _together(lines, payers, by=by, at=at)
        except Refused:
            # One of them is refused: alone, it waits for a person and does not hold the others back.
            pass
    return [_alone(line, by=by, at=at) for line in lines]


def _alone(line: ReceiptKept, *, by: int, at: datetime) -> Settled:
    try:
        return settle_receipt(line.id, by=by, at=at)
    except Refused:
        return Settled(line.id, None, None, 0, 0)


def _together(lines: Sequence[ReceiptKept], payers: dict[int, int | None], *, by: int, at: datetime) -> list[Settled]:
    switches = in_force()
    certain = [(line, payer) for line in lines if (payer := payers.get(line.id)) is not None]
    open_shares = _open_shares({payer for _, payer in certain})
    laid: list[Laid] = []
    for line, payer in certain:
        laid.append(_lay_line(line, payer, open_shares, switches))
    point("settle_statement.allocated")
    ids = dict(zip((line.id for line, _ in certain), lay_together(laid, by=by, at=at), strict=True))
    point("settle_statement.laid")
    over = {line.id: one.allocation.credit for (line, _), one in zip(certain, laid, strict=True)}
    record_acts(
        (
            ("settle_receipt", ("receipt", line.id), _detail(line, payer, over[line.id]))
            for line, payer in certain
        ),
        by=by,
        at=at,
    )  # fmt: skip
    point("settle_statement.audited")
    return [_told(line, ids, payers, over) for line in lines]


def _open_shares(payers: set[int]) -> dict[int, list[Remaining]]:
    """What each payer owes, share by share."""
    found: dict[int, list[Remaining]] = {}
    for debtor in sorted({debtor_of(payer) for payer in payers}):
        found |= remaining_of_each((payer for payer in payers if debtor_of(payer) == debtor), debtor=debtor)
    return found


def _lay_line(line: ReceiptKept, payer: int, open_shares: dict[int, list[Remaining]], switches: SettlementSwitches) -> Laid:
    """Where a line goes; what it takes is no longer open to the payer's next line."""
    shares = open_shares[payer]
    allocation = allocate(line.amount, (share.open_share() for share in shares), references=periods_in(line), switches=switches)
    open_shares[payer] = _less(shares, allocation)
    return Laid(laying_of(line, payer, "automatic", switches, allocation.credit), allocation, shares)


def _less(shares: Sequence[Remaining], allocation: Allocation) -> list[Remaining]:
    taken = {(part.due_id, part.rank): part.amount for part in allocation.parts}
    return [share._replace(amount=share.amount - taken.get((share.due_id, share.rank), 0)) for share in shares]


def _detail(line: ReceiptKept, payer: int, credit: int) -> dict[str, object]:
    return {payer_kind(payer): payer, "laid": line.amount - credit, "credit": credit, "method": "automatic"}


def _told(line: ReceiptKept, ids: dict[int, int], payers: dict[int, int | None], over: dict[int, int]) -> Settled:
    if line.settlement_id is not None:
        return Settled(line.id, line.settlement_id, line.employer_id, 0, 0)
    if line.id not in ids:
        return Settled(line.id, None, None, 0, 0)
    return Settled(line.id, ids[line.id], payers[line.id], line.amount - over[line.id], over[line.id])
