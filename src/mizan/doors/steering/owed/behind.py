"""What makes a figure to be paid over: received, less each transfer paid; and the movements that remain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mizan.doors import tables, wording
from mizan.doors.pages import Visit
from mizan.doors.steering.balance.sums import Sum
from mizan.doors.steering.branch.behind import bank_line
from mizan.doors.steering.desk import Span, cut_off, query
from mizan.doors.tables import Cell, Row, Table, columns
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import MovementBehind, TransferBehind
from mizan.kernel.funds import Branch, Fund
from mizan.kernel.periods import month_of


@dataclass(frozen=True, slots=True)
class Account:
    """Received, less what was paid over, is what is to be paid over; and each transfer that was paid or waits."""

    table: Table
    transfers: Table
    count: int


def account_of(visit: Visit, fund: Fund, branch: Branch | None, total: Sum, span: Span, employer_id: int | None = None) -> Account:
    """How a figure to be paid over is made. Every line opens; the last is the figure itself."""
    lang = visit.lang
    orders = queries.transfers_behind(
        fund.value, branch.value if branch else None, as_of=cut_off(visit), employer_id=employer_id, **span.asked
    )
    paid = sum(one.amount for one in orders if one.settled_on is not None)
    ordered = sum(one.amount for one in orders if one.settled_on is None)
    what = [("received", total.received, _received(visit, fund, branch, span, employer_id)), ("paid", -paid, "#transfers" if paid else "")]
    rows = [Row((_said(visit, name), tables.amount(value, href=href))) for name, value, href in what]
    rows.append(Row((_said(visit, "remains"), tables.amount(total.owed)), "fund"))
    if ordered:
        rows.append(Row((_said(visit, "ordered"), tables.amount(ordered, href="#transfers")), "soon"))
    heads = columns(lang, "steering.account", "what", "amount#")
    table = Table("account", wording.text("steering.account.caption", lang), heads, tuple(rows), sortable=False)
    lines = tuple(_transfer(visit, one, _order(visit, fund, branch, employer_id, one)) for one in reversed(orders))
    heads = columns(lang, "steering.account", "month", "ordered_on", "settled_on", "amount#")
    foot = (_said(visit, "all"), tables.text(""), tables.text(""), tables.amount(paid + ordered))
    caption = wording.text("steering.account.transfers", lang)
    return Account(table, Table("transfers", caption, heads, lines, foot if lines else (), sortable=False), len(orders))


def _said(visit: Visit, name: str) -> Cell:
    return tables.text(wording.text(f"steering.account.{name}", visit.lang))


def _received(visit: Visit, fund: Fund, branch: Branch | None, span: Span, employer_id: int | None) -> str:
    """Where what was received opens: the fund's branches, a branch's employers, or an employer's receipts."""
    if branch is None:
        return "#balance"
    where = {"fund": fund.value, "branch": branch.value}
    if employer_id is None:
        return visit.address("steering:branch", **where) + query(visit, span, show="received")
    return visit.address("steering:employer", **where, employer_id=employer_id) + query(visit, span, show="received")


def _order(visit: Visit, fund: Fund, branch: Branch | None, employer_id: int | None, one: TransferBehind) -> str:
    """Where an order opens: its branches, its employers in a branch, or its movements of one employer."""
    if branch is None:
        return visit.address("steering:order", fund=fund.value, order_id=one.order_id)
    if employer_id is None:
        return visit.address("steering:order-branch", fund=fund.value, order_id=one.order_id, branch=branch.value)
    address = visit.address("steering:employer", fund=fund.value, branch=branch.value, employer_id=employer_id)
    return f"{address}?order={one.order_id}"


def _transfer(visit: Visit, one: TransferBehind, href: str) -> Row:
    """One order: its month, its days, its part here."""
    cells = (
        tables.period(month_of(one.month).key, href=href),
        tables.day(one.ordered_on),
        tables.day(one.settled_on),
        tables.amount(one.amount, href=href),
    )
    return Row(cells, "" if one.settled_on else "soon")


def movements_table(visit: Visit, found: Sequence[MovementBehind], origin: str, caption: str) -> Table:
    """Receipts and credits laid on dues, and what came back (negative); the sum is the figure that was opened."""
    rows = []
    for one in found:
        href = f"{visit.address('steering:due', due_id=one.due_id)}{origin}#matches"
        came_back = wording.text("steering.came_back", visit.lang) if one.returned else ""
        cells = (
            tables.day(one.booked_on, note=came_back),
            bank_line(visit, one),
            tables.period(one.period_key, href=href),
            tables.code(one.code),
            tables.amount(one.amount, href=href),
        )
        rows.append(Row(cells))
    blank = tables.text("")
    foot = (tables.text(wording.text("common.total", visit.lang)), blank, blank, blank, tables.amount(sum(one.amount for one in found)))
    heads = columns(visit.lang, "steering.column", "received_on", "bank_line", "period", "code", "part#")
    empty = wording.text("steering.nothing_owed", visit.lang)
    return Table("movements", caption, heads, tuple(rows), foot, empty=empty)
