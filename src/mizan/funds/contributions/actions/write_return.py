"""Write that a bank line took an earlier receipt back, or paid a transfer."""

from __future__ import annotations

from datetime import datetime

from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.sql import next_ids, run
from mizan.funds.contributions.types import ReceiptKept

_SETTLEMENT = """
INSERT INTO contributions_settlement (id, receipt_id, employer_id, debtor, method, switches, amount, credit, entry_id,
    booked_on, settled_by_id,
                                      settled_at)
VALUES (%s, %s, %s, 'EMPLOYER', %s, '', %s, %s, %s, %s, %s, %s)
"""
_CREDIT = """
INSERT INTO contributions_credit_movement (employer_id, debtor, amount, cause, settlement_id, entry_id, booked_on, recorded_at)
VALUES (%s, 'EMPLOYER', %s, 'returned', %s, %s, %s, %s)
"""


def write_return(receipt: ReceiptKept, employer_id: int, *, entry_id: int, by: int, at: datetime) -> int:
    """The return settles itself on the employer's credit; returns the settlement's id."""
    settlement = next_ids("contributions_settlement", 1)[0]
    day = accounting_day(at)
    run(_SETTLEMENT, [settlement, receipt.id, employer_id, "return", receipt.amount, receipt.amount, entry_id, day, by, at])
    run(_CREDIT, [employer_id, receipt.amount, settlement, entry_id, day, at])
    return settlement


def write_payment(receipt: ReceiptKept, *, entry_id: int, by: int, at: datetime) -> int:
    """A bank line that paid a transfer is settled; returns the settlement's id."""
    settlement = next_ids("contributions_settlement", 1)[0]
    run(_SETTLEMENT, [settlement, receipt.id, None, "transfer", receipt.amount, 0, entry_id, accounting_day(at), by, at])
    return settlement
