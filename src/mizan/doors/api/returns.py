"""How a deposit is answered."""

from __future__ import annotations

from mizan.doors.api.keyed import Done
from mizan.doors.api.shapes.filings import CheckShown, DepositShown
from mizan.funds.contributions.types import FilingReceipt


def check_done(receipt: FilingReceipt) -> Done:
    """The return of a check."""
    shown = CheckShown(outcome=receipt.outcome.value, lines=receipt.lines, taken=receipt.taken, anomalies=[])
    return Done(200, shown, receipt.anomalies)


def deposit_done(receipt: FilingReceipt) -> Done:
    """The return of a deposit: 201 when something new was kept, 200 otherwise."""
    shown = DepositShown(
        outcome=receipt.outcome.value,
        lines=receipt.lines,
        taken=receipt.taken,
        anomalies=[],
        filing_id=receipt.filing_id,
        receipt_no=receipt.receipt_no,
        repeated=receipt.repeated,
        due_ids=list(receipt.due_ids),
        case_ids=list(receipt.case_ids),
    )
    return Done(201 if receipt.filing_id is not None and not receipt.repeated else 200, shown, receipt.anomalies)
