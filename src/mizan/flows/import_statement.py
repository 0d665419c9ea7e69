"""Take a bank statement into the books: the bank account follows the bank, each line waits until it is settled."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from mizan.flows.crashpoints import point
from mizan.flows.refuse_deposit import error_codes, refuse_deposit
from mizan.formats.anomalies import Outcome
from mizan.formats.statement import BankStatement, StatementCheck, camt053, statement_csv
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.contributions.actions.keep_statement import keep_statement, statement_known
from mizan.funds.contributions.books import ActOf, book
from mizan.funds.contributions.postings import imported
from mizan.funds.contributions.queries.receipts import receipts_of_statement
from mizan.funds.contributions.types import StatementReceipt
from mizan.funds.ledger.types import Journal
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import refused

READERS = {"camt053": camt053.read, "csv": statement_csv.read}


def import_statement(data: bytes, *, fmt: str, fund: Fund = Fund.CNAS, by: int, at: datetime) -> StatementReceipt:
    """Import a statement of an account of `fund` given as a file ("camt053" or "csv"); its lines wait to be settled.

    The same account and number again is the same statement. Refused by its check, nothing is kept but a
    line in the log of acts: the answer has no id and says why.
    Raises `Refused`: `statement_differs` (the number is known with another content), `account_other_fund`.
    """
    check: StatementCheck = READERS[fmt](data)
    statement = check.statement
    if statement is None or check.outcome is Outcome.REFUSED:
        refuse_deposit("STATEMENT", error_codes(check.anomalies), source=fmt, by=by, at=at)
        return StatementReceipt(None, False, (), check.anomalies)
    content_hash = check.content_hash or ""
    with transaction.atomic():
        point("import_statement.begun")
        known = statement_known(statement.account, statement.statement_id)
        if known is None:
            entry_id = None
            moved = sum(line.amount for line in statement.lines)
            if moved:
                key = f"import_statement:{statement.account}:{statement.statement_id}"
                act = ActOf(Journal.RECEIPT, "import_statement", key, None, ("statement", None, content_hash))
                entry_id = book(act, imported(moved, fund=fund), by=by, at=at)
            point("import_statement.entry_posted")
            kept = _keep(statement, fund, content_hash, entry_id, by=by, at=at)
            point("import_statement.lines_kept")
            if kept is not None:
                statement_id, receipt_ids = kept
                record_act(verb="import_statement", subject=("statement", statement_id), by=by, at=at, detail={"lines": len(receipt_ids)})
                point("import_statement.audited")
                return StatementReceipt(statement_id, False, receipt_ids, check.anomalies)
            known = statement_known(statement.account, statement.statement_id)
        if known is None or known[1] != content_hash:
            raise refused("statement_differs", "statement", statement=statement.statement_id)
        return StatementReceipt(known[0], True, tuple(receipt.id for receipt in receipts_of_statement(known[0])), check.anomalies)


def _keep(
    statement: BankStatement, fund: Fund, content_hash: str, entry_id: int | None, *, by: int, at: datetime
) -> tuple[int, tuple[int, ...]] | None:
    """Keep the statement; an account that another fund's statements came from is refused."""
    try:
        with transaction.atomic():
            return keep_statement(statement, fund=fund, content_hash=content_hash, entry_id=entry_id, by=by, at=at)
    except IntegrityError as error:
        if "contributions_statement_one_fund" in str(error):
            raise refused("account_other_fund", "account") from error
        raise
