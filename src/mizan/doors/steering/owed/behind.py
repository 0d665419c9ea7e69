"""What makes a figure to be paid over: received, less each transfer paid; and the movements that remain."""

from __future__ import annotations

from collections.abc import Sequence

from mizan.doors import shown, tables, wording
from mizan.doors.pages import Visit
from mizan.doors.steering.balance.sums import Sum
from mizan.doors.steering.branch.behind import bank_line
from mizan.doors.steering.desk import Span, cut_off, query
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import MovementBehind, TransferBehind
from mizan.kernel.funds import Branch, Fund
from mizan.kernel.periods import month_of


def account_table(visit: Visit, fund: Fund, branch: Branch | None, total: Sum, span: Span, employer_id: int | None = None) -> Table:
    """Received, less each transfer that was paid, is what is to be paid over. Every line opens; the last is the figure itself."""
    lang, where = visit.lang, {"fund": fund.value}
    if branch is not None:
        where["branch"] = branch.value
    name = "steering:fund" if branch is None else "steering:branch" if employer_id is None else "steering:employer"
    more = {} if employer_id is None else {"employer_id": employer_id}
    here = visit.address(name, **where, **more)
    orders = queries.transfers_behind(
        fund.value, branch.value if branch else None, as_of=cut_off(visit), employer_id=employer_id, **span.asked
    )
    received = f"{here}{query(visit, span, show='received')}" if branch else f"{here}{query(visit, span)}#balance"
    rows = [Row((tables.text(wording.text("steering.column.received", lang)), tables.amount(total.received, href=received)))]
    for one in orders:
        if one.settled_on is not None:
            words = wording.text("steering.account.paid", lang, month=shown.period(month_of(one.month), lang), day=one.settled_on)
            rows.append(Row((tables.text(words), tables.amount(-one.amount, href=_order(visit, fund, branch, employer_id, one)))))
    waits = [_waiting(visit, one, _order(visit, fund, branch, employer_id, one)) for one in orders if one.settled_on is None]
    foot = (tables.text(wording.text("steering.account.remains", lang)), tables.amount(total.owed))
    heads = columns(lang, "steering.account", "what", "amount#")
    caption = wording.text("steering.account.caption", lang)
    return Table("account", caption, heads, (*rows, Row(foot, "fund"), *waits), sortable=False)


def _order(visit: Visit, fund: Fund, branch: Branch | None, employer_id: int | None, one: TransferBehind) -> str:
    """Where an order opens: its branches, its employers in a branch, or its movements of one employer."""
    if branch is None:
        return visit.address("steering:order", fund=fund.value, order_id=one.order_id)
    if employer_id is None:
        return visit.address("steering:order-branch", fund=fund.value, order_id=one.order_id, branch=branch.value)
    address = visit.address("steering:employer", fund=fund.value, branch=branch.value, employer_id=employer_id)
    return f"{address}?order={one.order_id}"


def _waiting(visit: Visit, one: TransferBehind, href: str) -> Row:
    """An order that is not paid yet: a part of what remains."""
    words = wording.text("steering.account.ordered", visit.lang, month=shown.period(month_of(one.month), visit.lang), day=one.ordered_on)
    return Row((tables.text(words), tables.amount(one.amount, href=href)), "soon")


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
