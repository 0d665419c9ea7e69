"""Write a bank statement and its lines."""

from __future__ import annotations

from datetime import datetime

from mizan.formats.statement import BankStatement
from mizan.funds.contributions.sql import columns, next_ids, one, run

_STATEMENT = """
INSERT INTO contributions_statement (id, fund, account, statement_id, opening, closing, opened_on, closed_on, content_hash,
    entry_id, imported_by_id,
                                     imported_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (account, statement_id) DO NOTHING
"""
_RECEIPTS = """
INSERT INTO contributions_receipt (id, fund, statement_id, account, statement_no, line_ref, booked_on, value_on, amount,
    payer_name, payer_account,
                                   reference, returns_ref, is_return)
SELECT r.id, %s, %s, %s, %s, r.line_ref, r.booked_on, r.value_on, r.amount, r.payer_name, r.payer_account, r.reference,
    r.returns_ref, r.is_return
  FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::date[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::boolean[])
       AS r(id, line_ref, booked_on, value_on, amount, payer_name, payer_account, reference, returns_ref, is_return)
"""


def statement_known(account: str, statement_id: str) -> tuple[int, str] | None:
    """The id and content hash of a statement already imported."""
    found = one("SELECT id, content_hash FROM contributions_statement WHERE account = %s AND statement_id = %s", [account, statement_id])
    return None if found is None else (found[0], found[1])


def keep_statement(
    statement: BankStatement, *, fund: str, content_hash: str, entry_id: int | None, by: int, at: datetime
) -> tuple[int, tuple[int, ...]] | None:
    """Insert a statement of a fund's account and its lines; returns their ids, or None when somebody imported it meanwhile."""
    statement_id = next_ids("contributions_statement", 1)[0]
    head = [statement_id, fund, statement.account, statement.statement_id, statement.opening, statement.closing, statement.opened_on]
    if not run(_STATEMENT, [*head, statement.closed_on, content_hash, entry_id, by, at]):
        return None
    lines = [line for line in statement.lines if line.amount]
    ids = next_ids("contributions_receipt", len(lines))
    if lines:
        records = [
            (i, one.ref, one.booked_on, one.value_on, one.amount, one.payer_name, one.payer_account, one.reference, one.returns_ref or "",
             one.is_return)
            for i, one in zip(ids, lines, strict=True)
        ]  # fmt: skip
        run(_RECEIPTS, [fund, statement_id, statement.account, statement.statement_id, *columns(records)])
    return statement_id, tuple(ids)
