"""How a deposit is answered."""

from __future__ import annotations

from collections.abc import Iterable

from mizan.doors.api.keyed import Done
from mizan.doors.api.problems import Sentence
from mizan.doors.api.shapes.filings import AnomalyShown, CheckShown, DepositShown
from mizan.formats.anomalies import Anomaly
from mizan.funds.contributions.types import FilingReceipt


def anomalies_shown(anomalies: Iterable[Anomaly]) -> list[AnomalyShown]:
    """Anomalies with their sentence in both languages."""
    return [
        AnomalyShown(
            line=found.line,
            field=found.field,
            code=found.code,
            severity=found.severity,
            message=Sentence(**found.message),
            basis=found.basis,
            found=found.found,
            expected=found.expected,
        )
        for found in anomalies
    ]


def check_shown(receipt: FilingReceipt) -> CheckShown:
    """The return of a check."""
    return CheckShown(outcome=receipt.outcome.value, lines=receipt.lines, taken=receipt.taken, anomalies=anomalies_shown(receipt.anomalies))


def deposit_done(receipt: FilingReceipt) -> Done:
    """The return of a deposit: 201 when something new was kept, 200 otherwise."""
    shown = DepositShown(
        outcome=receipt.outcome.value,
        lines=receipt.lines,
        taken=receipt.taken,
        anomalies=anomalies_shown(receipt.anomalies),
        filing_id=receipt.filing_id,
        receipt_no=receipt.receipt_no,
        repeated=receipt.repeated,
        due_ids=list(receipt.due_ids),
        case_ids=list(receipt.case_ids),
    )
    return (201 if receipt.filing_id is not None and not receipt.repeated else 200), shown
