"""Bank lines: those that wait, and what was laid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from mizan.funds.contributions.sql import columns, rows
from mizan.funds.contributions.types import Paid, ReceiptKept, SettlementKept

_RECEIPT = """
SELECT r.id, r.fund, r.account, r.statement_no, r.line_ref, r.booked_on, r.value_on, r.amount, r.payer_name, r.payer_account,
    r.reference, r.is_return,
       r.returns_ref, s.id, s.employer_id
  FROM contributions_receipt r LEFT JOIN contributions_settlement s ON s.receipt_id = r.id
"""
_SETTLEMENT = """
SELECT s.id, s.receipt_id, s.method, s.amount,
       COALESCE((SELECT sum(m.amount) FROM contributions_match m WHERE m.settlement_id = s.id
                    AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = m.id)), 0)::bigint,
                        s.credit, s.booked_on
  FROM contributions_settlement s WHERE s.employer_id = %s
"""
_STATES = {"all": "true", "waiting": "s.id IS NULL", "settled": "s.id IS NOT NULL AND NOT r.is_return", "returned": "r.is_return"}


def receipts_waiting(*, limit: int = 200, after: int = 0) -> tuple[ReceiptKept, ...]:
    """The bank lines laid on nothing yet, oldest first, after the id `after`."""
    return _receipts("WHERE s.id IS NULL AND r.id > %s ORDER BY r.id LIMIT %s", [after, limit])


def receipts_waiting_on(day: date, *, limit: int = 100, offset: int = 0) -> tuple[ReceiptKept, ...]:
    """The bank lines laid on nothing at the end of a day, oldest first; they sum to what the balance of that day says waits."""
    return _receipts(
        """JOIN contributions_statement t ON t.id = r.statement_id
           WHERE t.imported_at::date <= %s AND (s.id IS NULL OR s.booked_on > %s) ORDER BY r.booked_on, r.id LIMIT %s OFFSET %s""",
        [day, day, limit, offset],
    )


def receipts_of(*, state: str = "all", limit: int = 100, offset: int = 0) -> tuple[ReceiptKept, ...]:
    """Bank lines, newest first: all, or those "waiting", "settled" or "returned" (lines by which the bank took a receipt back)."""
    return _receipts(f"WHERE {_STATES[state]} ORDER BY r.booked_on DESC, r.id DESC LIMIT %s OFFSET %s", [limit, offset])


def receipt_on(receipt_id: int) -> ReceiptKept | None:
    """One bank line, if the asker may see it."""
    found = _receipts("WHERE r.id = %s", [receipt_id])
    return found[0] if found else None


def receipts_of_statement(statement_id: int) -> tuple[ReceiptKept, ...]:
    """The lines of a statement, in order."""
    return _receipts("WHERE r.statement_id = %s ORDER BY r.id", [statement_id])


def receipt_returned(returned: ReceiptKept) -> ReceiptKept | None:
    """The receipt a return takes back: in the same account, of the opposite amount, not booked later, not taken back yet.

    It is named by the bank's reference of its line or, at a bank that numbers its lines afresh in each statement, by "statement/line".
    A name that two receipts bear is nobody's: the return waits for a person (see `receipts_returnable`).
    """
    found = _named(returned)
    return found[0] if len(found) == 1 else None


def receipts_returnable(returned: ReceiptKept, *, limit: int = 20) -> tuple[ReceiptKept, ...]:
    """Among which receipts a person may say which one a return takes back, newest first.

    Those its name designates; where it designates none, all those of the account and of the opposite amount. Only settled ones.
    """
    named = _named(returned, limit=limit)
    found = named or _receipts(f"{_RETURNABLE} ORDER BY r.booked_on DESC, r.id DESC LIMIT %s", [*_opposite(returned), limit])
    return tuple(one for one in found if one.settlement_id is not None)


_RETURNABLE = """WHERE r.account = %s AND r.amount = %s AND NOT r.is_return AND r.booked_on <= %s
             AND NOT EXISTS (SELECT 1 FROM contributions_settlement x WHERE x.returns_id = r.id)"""


def _opposite(returned: ReceiptKept) -> list[Any]:
    return [returned.account, -returned.amount, returned.booked_on]


def _named(returned: ReceiptKept, *, limit: int = 2) -> tuple[ReceiptKept, ...]:
    """The receipts that the name in a return designates."""
    name = returned.returns_ref
    if not name:
        return ()
    parts = [(name[:cut], name[cut + 1 :]) for cut, letter in enumerate(name) if letter == "/"]
    return _receipts(
        f"""{_RETURNABLE}
             AND (r.line_ref = %s OR (r.statement_no, r.line_ref) IN (SELECT * FROM unnest(%s::text[], %s::text[])))
           ORDER BY r.booked_on DESC, r.id DESC LIMIT %s""",  # noqa: S608 - built from constants of this file
        [*_opposite(returned), name, [part[0] for part in parts], [part[1] for part in parts], limit],
    )


def returns_waiting_for(receipts: Sequence[ReceiptKept]) -> tuple[int, ...]:
    """The bank lines that would take one of these receipts back and wait, because they came before it was settled."""
    named = [(one.account, name, -one.amount) for one in receipts for name in (one.line_ref, f"{one.statement_no}/{one.line_ref}")]
    found = rows(
        """SELECT DISTINCT b.id FROM unnest(%s::text[], %s::text[], %s::bigint[]) AS n(account, name, amount)
             JOIN contributions_receipt b ON b.is_return AND b.account = n.account AND b.returns_ref = n.name AND b.amount = n.amount
            WHERE NOT EXISTS (SELECT 1 FROM contributions_settlement s WHERE s.receipt_id = b.id) ORDER BY b.id""",
        columns(named) or [[]] * 3,
    )
    return tuple(row[0] for row in found)


def returns_waiting() -> tuple[int, ...]:
    """The bank lines that take a receipt back and have not been settled, oldest first."""
    return tuple(receipt.id for receipt in _receipts("WHERE r.is_return AND s.id IS NULL ORDER BY r.id", []))


def paid_by(settlement_id: int) -> Paid | None:
    """What a settled receipt paid, on whose account; None when it was no payment of contributions."""
    found = rows(
        """SELECT s.debtor, m.employer_id, m.amount
             FROM contributions_settlement s
            CROSS JOIN LATERAL (SELECT s.employer_id, s.amount WHERE s.employer_id IS NOT NULL
                                UNION ALL SELECT x.employer_id, sum(x.amount)::bigint FROM contributions_match x
                                           WHERE x.settlement_id = s.id AND s.employer_id IS NULL GROUP BY 1) m
            WHERE s.id = %s AND s.method IN ('automatic', 'by_hand') ORDER BY 2""",
        [settlement_id],
    )
    return Paid(found[0][0], tuple((row[1], row[2]) for row in found)) if found else None


def settlements_of(employer_id: int, *, limit: int = 200) -> tuple[SettlementKept, ...]:
    """What was laid on an employer's dues, receipt by receipt and credit by credit, newest first."""
    return tuple(SettlementKept(*row) for row in rows(_SETTLEMENT + "ORDER BY s.id DESC LIMIT %s", [employer_id, limit]))


def settlement_on(employer_id: int, settlement_id: int) -> SettlementKept | None:
    """One of an employer's settlements, if the asker may see it."""
    found = rows(_SETTLEMENT + "AND s.id = %s", [employer_id, settlement_id])
    return SettlementKept(*found[0]) if found else None


def _receipts(clause: str, values: list[Any]) -> tuple[ReceiptKept, ...]:
    return tuple(ReceiptKept(*row) for row in rows(_RECEIPT + clause, values))
