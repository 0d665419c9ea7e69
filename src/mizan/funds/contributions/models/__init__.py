"""What is kept, by noun: payers, filings, dues, cases, receipts and settlements, transfers. Nothing here is changed or deleted."""

from mizan.funds.contributions.models.cases import CaseStep, ReconciliationCase
from mizan.funds.contributions.models.dues import Due, DueReversal, DueShare
from mizan.funds.contributions.models.filings import Abatement, Anomaly, DacLine, Filing, Movement, WaitingLine
from mizan.funds.contributions.models.overdue import Overdue, OverdueNight
from mizan.funds.contributions.models.payers import Payer
from mizan.funds.contributions.models.receipts import Receipt, Statement
from mizan.funds.contributions.models.settlements import CreditMovement, Match, MatchReversal, MatchShare, Settlement
from mizan.funds.contributions.models.transfers import TransferLine, TransferOrder, TransferSettlement

__all__ = [
    "Abatement",
    "Anomaly",
    "CaseStep",
    "CreditMovement",
    "DacLine",
    "Due",
    "DueReversal",
    "DueShare",
    "Filing",
    "Match",
    "MatchReversal",
    "MatchShare",
    "Movement",
    "Overdue",
    "OverdueNight",
    "Payer",
    "Receipt",
    "ReconciliationCase",
    "Settlement",
    "Statement",
    "TransferLine",
    "TransferOrder",
    "TransferSettlement",
    "WaitingLine",
]
