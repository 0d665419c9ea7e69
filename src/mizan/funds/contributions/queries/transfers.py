"""Transfer orders. As ``web`` row-level security narrows each answer to what the account may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from mizan.funds.contributions.sql import decoded, rows
from mizan.funds.contributions.types import TransferKept

_ORDER = """
SELECT o.id, o.fund, o.month, o.amount,
       (SELECT jsonb_agg(jsonb_build_array(l.branch, l.amount) ORDER BY l.id) FROM contributions_transfer_line l WHERE l.order_id = o.id),
       o.ordered_on, s.settled_on
  FROM contributions_transfer_order o LEFT JOIN contributions_transfer_settlement s ON s.order_id = o.id
"""


def transfers_of(
    *, fund: str | None = None, month: date | None = None, open_only: bool = False, limit: int = 200
) -> tuple[TransferKept, ...]:
    """Transfer orders, newest first; `month` is the first day of the month of the receipts."""
    clauses, values = ["true"], []  # type: tuple[list[str], list[Any]]
    for clause, value in (("o.fund = %s", fund), ("o.month = %s", month)):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    if open_only:
        clauses.append("s.order_id IS NULL")
    return _orders(f"WHERE {' AND '.join(clauses)} ORDER BY o.id DESC LIMIT %s", [*values, limit])


def transfer_on(order_id: int) -> TransferKept | None:
    """One transfer order, if the asker may see it."""
    found = _orders("WHERE o.id = %s", [order_id])
    return found[0] if found else None


def _orders(clause: str, values: Sequence[Any]) -> tuple[TransferKept, ...]:
    return tuple(
        TransferKept(r[0], r[1], r[2], r[3], tuple((branch, amount) for branch, amount in decoded(r[4])), r[5], r[6])
        for r in rows(_ORDER + clause, values)
    )
