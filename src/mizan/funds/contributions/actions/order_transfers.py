"""Order what was received for each fund up to the end of a month, and pay an order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.sql import columns, next_ids, rows, run

_TO_ORDER = """
WITH received AS (
    SELECT fund, branch, amount FROM contributions_match_share WHERE fund NOT IN ('CNAS', 'CASNOS') AND booked_on < %(end)s
    UNION ALL
    SELECT ms.fund, ms.branch, -ms.amount FROM contributions_match_reversal x JOIN contributions_match_share ms ON ms.match_id = x.match_id
     WHERE ms.fund NOT IN ('CNAS', 'CASNOS') AND x.booked_on < %(end)s
    UNION ALL
    SELECT fund, branch, -amount FROM contributions_transfer_line
)
SELECT fund, branch, sum(amount)::bigint FROM received GROUP BY fund, branch HAVING sum(amount) <> 0 ORDER BY fund, branch
"""
_ORDER = """
INSERT INTO contributions_transfer_order (id, fund, month, amount, entry_id, ordered_on, ordered_by_id, ordered_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
_LINES = """
INSERT INTO contributions_transfer_line (order_id, fund, branch, amount) SELECT %s, %s, l.* FROM unnest(%s::text[],
    %s::bigint[]) AS l(branch, amount)
"""
_SETTLEMENT = """
INSERT INTO contributions_transfer_settlement (order_id, fund, entry_id, settled_on, settled_by_id, settled_at)
    VALUES (%s, %s, %s, %s, %s, %s)
"""


def to_order(end: date) -> dict[str, list[tuple[str, int]]]:
    """By fund and branch, what was received before `end` (less what came back) and has not been ordered."""
    found: dict[str, list[tuple[str, int]]] = {}
    for fund, branch, amount in rows(_TO_ORDER, {"end": end}):
        found.setdefault(fund, []).append((branch, amount))
    return found


def funds_ordered(month: date) -> set[str]:
    """The funds whose order for a month exists."""
    return {row[0] for row in rows("SELECT fund FROM contributions_transfer_order WHERE month = %s", [month])}


def keep_order(fund: str, month: date, lines: Sequence[tuple[str, int]], *, entry_id: int, by: int, at: datetime) -> int:
    """Insert an order and its lines; returns its id."""
    order_id = next_ids("contributions_transfer_order", 1)[0]
    run(_ORDER, [order_id, fund, month, sum(amount for _, amount in lines), entry_id, accounting_day(at), by, at])
    run(_LINES, [order_id, fund, *columns(lines)])
    return order_id


def keep_settlement(order_id: int, fund: str, *, entry_id: int, by: int, at: datetime) -> None:
    """Insert that an order was paid."""
    run(_SETTLEMENT, [order_id, fund, entry_id, accounting_day(at), by, at])
