"""A fund month by month and branch by branch; and what the collecting fund owes to each owner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mizan.doors import tables, wording
from mizan.doors.pages import Visit
from mizan.doors.steering.balance.sums import Sum, sums
from mizan.doors.steering.desk import COLLECTORS, Span, query
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions.types import BalanceRow
from mizan.kernel.funds import Branch, Fund, branch_rank
from mizan.kernel.periods import month_of


def owed_table(visit: Visit, rows: Sequence[BalanceRow], span: Span, *, as_of: date) -> Table:
    """What the collecting fund owes each owner: received and not paid over; due and not yet received."""
    lang = visit.lang
    found = sums((row for row in rows if row.fund not in COLLECTORS), lambda row: row.fund, as_of=as_of)
    lines = []
    for name, kept in found.items():
        href = visit.address("steering:fund", fund=name) + query(visit, span)
        words = wording.text(f"fund.{name}", lang)
        owed = tables.amount(kept.owed, href=f"{href}#account" if kept.owed else "")
        lines.append(Row((tables.text(words, href=href), owed, tables.amount(kept.arrears, href=href if kept.arrears else ""))))
    heads = columns(lang, "steering.owed", "fund", "to_pay#", "to_receive#")
    total = (
        tables.text(wording.text("common.total", lang)),
        tables.amount(sum(kept.owed for kept in found.values())),
        tables.amount(sum(kept.arrears for kept in found.values())),
    )
    return Table("owed", wording.text("steering.owed.caption", lang), heads, tuple(lines), total if lines else (), sortable=False)


def grid(visit: Visit, rows: Sequence[BalanceRow], only: Fund, *, as_of: date) -> Table:
    """A fund's dues and arrears by month and branch; each opens the employers of that month."""
    lang = visit.lang
    found = sums(rows, lambda row: (row.month, row.branch), as_of=as_of)
    branches = sorted({branch for _, branch in found}, key=lambda branch: branch_rank(Branch(branch)))
    lines = []
    for first in sorted({month for month, _ in found}, reverse=True):
        span = Span(month=month_of(first))
        cells = [tables.period(month_of(first).key, href=visit.address("steering:fund", fund=only.value) + query(visit, span))]
        for branch in branches:
            kept = found.get((first, branch), Sum())
            address = visit.address("steering:branch", fund=only.value, branch=branch)
            cells += [
                tables.amount(amount, href=address + query(visit, span, show=name) if amount else "")
                for name, amount in (("due", kept.due), ("arrears", kept.arrears))
            ]
        lines.append(Row(tuple(cells)))
    heads = [tables.Column(wording.text("steering.column.month", lang))]
    for branch in branches:
        name = wording.text(f"fund_branch.{branch}", lang)
        heads += [tables.Column(f"{name} — {wording.text(f'steering.column.{what}', lang)}", numeric=True) for what in ("due", "arrears")]
    return Table("grid", wording.text("steering.grid", lang), tuple(heads), tuple(lines), sortable=False)
