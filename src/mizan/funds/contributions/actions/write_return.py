"""Write that a bank line took an earlier receipt back, or paid a transfer."""

from __future__ import annotations

from datetime import datetime

from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.sql import columns, next_ids, run
from mizan.funds.contributions.types import Paid, ReceiptKept

_SETTLEMENT = """
INSERT INTO contributions_settlement (id, receipt_id, employer_id, debtor, method, switches, amount, credit, entry_id,
    booked_on, settled_by_id, settled_at, returns_id)
VALUES (%s, %s, %s, %s, %s, '', %s, %s, %s, %s, %s, %s, %s)
"""
_CREDIT = """
INSERT INTO contributions_credit_movement (employer_id, debtor, amount, cause, settlement_id, entry_id, booked_on, recorded_at)
SELECT c.employer_id, %s, -c.amount, 'returned', %s, %s, %s, %s FROM unnest(%s::bigint[], %s::bigint[]) AS c(employer_id, amount)
"""


def write_return(receipt: ReceiptKept, original: ReceiptKept, paid: Paid, *, entry_id: int, by: int, at: datetime) -> int:
    """The return of `original` settles itself on the credit of who had paid; returns the settlement's id."""
    settlement = next_ids("contributions_settlement", 1)[0]
    day = accounting_day(at)
    head = [settlement, receipt.id, original.employer_id, paid.debtor, "return", receipt.amount, receipt.amount]
    run(_SETTLEMENT, [*head, entry_id, day, by, at, original.id])
    run(_CREDIT, [paid.debtor, settlement, entry_id, day, at, *columns(paid.by_employer)])
    return settlement


def write_payment(receipt: ReceiptKept, *, entry_id: int, by: int, at: datetime) -> int:
    """A bank line that paid a transfer is settled; returns the settlement's id."""
    settlement = next_ids("contributions_settlement", 1)[0]
    run(_SETTLEMENT, [settlement, receipt.id, None, "EMPLOYER", "transfer", receipt.amount, 0, entry_id, accounting_day(at), by, at, None])
    return settlement
