"""Questions, a file per subject: filings, dues, cases, receipts, transfers, balance, quarters."""

from mizan.funds.contributions.queries.balance import balance_table, dues_behind, employers_of, received_behind
from mizan.funds.contributions.queries.cases import case_on, cases_of, cases_to_lapse
from mizan.funds.contributions.queries.credits import credit_movements_of, credit_of, credits_held
from mizan.funds.contributions.queries.dues import due_on, dues_of
from mizan.funds.contributions.queries.filings import filing_by_receipt_no, filing_on, filings_of
from mizan.funds.contributions.queries.owed import employers_of_order, movements_behind, transfers_behind
from mizan.funds.contributions.queries.quarters import das_lines_of_quarter
from mizan.funds.contributions.queries.receipts import (
    receipt_on,
    receipts_of,
    receipts_returnable,
    receipts_waiting,
    receipts_waiting_on,
    settlement_on,
    settlements_of,
)
from mizan.funds.contributions.queries.settlements import laid_by_settlement
from mizan.funds.contributions.queries.suggestions import suggestions_for
from mizan.funds.contributions.queries.transfers import transfer_on, transfers_of

__all__ = [
    "balance_table",
    "case_on",
    "cases_of",
    "cases_to_lapse",
    "credit_movements_of",
    "credit_of",
    "credits_held",
    "das_lines_of_quarter",
    "due_on",
    "dues_behind",
    "dues_of",
    "employers_of",
    "employers_of_order",
    "filing_by_receipt_no",
    "filing_on",
    "filings_of",
    "laid_by_settlement",
    "movements_behind",
    "receipt_on",
    "receipts_of",
    "receipts_returnable",
    "receipts_waiting",
    "receipts_waiting_on",
    "received_behind",
    "settlement_on",
    "settlements_of",
    "suggestions_for",
    "transfer_on",
    "transfers_behind",
    "transfers_of",
]
