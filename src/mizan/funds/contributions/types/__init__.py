"""What the app hands to others: frozen answers, by noun."""

from mizan.funds.contributions.types.balance import (
    BalanceRow,
    BalanceTable,
    CreditHeld,
    CreditMovementKept,
    EmployerBalance,
    EmployerReceived,
    MovementBehind,
    TransferBehind,
    TransferKept,
)
from mizan.funds.contributions.types.cases import CaseKept, CaseStepKept, DasLineOfQuarter, QuarterReading
from mizan.funds.contributions.types.dues import DueBehind, DueDetail, DueKept, MatchKept, ReceivedBehind, ShareKept
from mizan.funds.contributions.types.filings import (
    AbatementKept,
    AnomalyKept,
    DacLineKept,
    FilingDetail,
    FilingKept,
    FilingReceipt,
    MovementKept,
)
from mizan.funds.contributions.types.receipts import (
    InstitutionOwes,
    Paid,
    ReceiptKept,
    Settled,
    SettlementKept,
    StatementReceipt,
    Suggestion,
)

__all__ = [
    "AbatementKept",
    "AnomalyKept",
    "BalanceRow",
    "BalanceTable",
    "CaseKept",
    "CaseStepKept",
    "CreditHeld",
    "CreditMovementKept",
    "DacLineKept",
    "DasLineOfQuarter",
    "DueBehind",
    "DueDetail",
    "DueKept",
    "EmployerBalance",
    "EmployerReceived",
    "FilingDetail",
    "FilingKept",
    "FilingReceipt",
    "InstitutionOwes",
    "MatchKept",
    "MovementBehind",
    "MovementKept",
    "Paid",
    "QuarterReading",
    "ReceiptKept",
    "ReceivedBehind",
    "Settled",
    "SettlementKept",
    "ShareKept",
    "StatementReceipt",
    "Suggestion",
    "TransferBehind",
    "TransferKept",
]
