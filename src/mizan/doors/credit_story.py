"""A credit opened: each movement with where it came from. Read by the employer's pages and by the balance."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mizan.doors import tables, wording
from mizan.doors.pages import Visit
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions.types import CreditMovementKept


def credit_movements_table(
    found: Sequence[CreditMovementKept],
    visit: Visit,
    *,
    due: Callable[[int], str],
    receipt: Callable[[int], str] | None = None,
    settlement: Callable[[int], str] | None = None,
) -> Table:
    """What made the credit, newest first; the foot is the credit. The others give the addresses lines open to."""
    lang = visit.lang
    rows = []
    for one in found:
        opened = receipt(one.receipt_id) if receipt is not None and one.receipt_id is not None else ""
        href = opened or _from(one, due, settlement)
        line = f"{one.statement_no} / {one.line_ref}" if one.receipt_id is not None else ""
        cells = (
            tables.day(one.booked_on),
            tables.text(wording.text(f"due.credit.{one.cause}", lang)),
            tables.code(line, href=opened),
            tables.amount(one.amount, href=href),
        )
        rows.append(Row(cells))
    blank = tables.text("")
    foot = (tables.text(wording.text("common.total", lang)), blank, blank, tables.amount(sum(one.amount for one in found)))
    heads = columns(lang, "due.credit", "day", "cause", "line", "amount#")
    caption, empty = wording.text("due.credit.caption", lang), wording.text("due.credit.none", lang)
    return Table("credit", caption, heads, tuple(rows), foot if rows else (), empty=empty, sortable=False)


def _from(one: CreditMovementKept, due: Callable[[int], str], settlement: Callable[[int], str] | None) -> str:
    """The due or the payment a movement comes from."""
    if one.due_id is not None:
        return due(one.due_id)
    return settlement(one.settlement_id) if settlement is not None and one.settlement_id is not None else ""
