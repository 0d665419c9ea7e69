"""The balance of all funds one may see, or of one fund, at a cut-off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.balance.picture import months_table, picture
from mizan.doors.steering.balance.sums import Sum, sums, whole
from mizan.doors.steering.desk import READERS, SHOWING, cut_off, fund_here, path_of, query
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import BalanceRow, BalanceTable
from mizan.kernel.funds import Branch, Fund, branch_rank


@page(*READERS)
def balance(visit: Visit) -> HttpResponse:
    """Every fund and branch: due, received, arrears, owed between funds; month by month below."""
    return _show(visit, queries.balance_table(cut_off(visit)), None)


@page(*READERS)
def fund(visit: Visit, fund: str) -> HttpResponse:
    """One fund."""
    kept = fund_here(fund)
    table = queries.balance_table(cut_off(visit), fund=kept.value)
    if not table.rows:
        raise Missing(fund)
    return _show(visit, table, kept)


def _show(visit: Visit, found: BalanceTable, only: Fund | None) -> HttpResponse:
    if visit.request.GET.get("export") == "csv":
        return visit.file(_branches(visit, found, only).as_csv(), f"balance-{found.as_of.isoformat()}.csv")
    total = whole(found.rows, as_of=found.as_of)
    by_month = dict(sorted(sums(found.rows, lambda row: row.month, as_of=found.as_of).items()))
    context = {
        "fund": only,
        "crumbs": path_of(visit, only) if only else [],
        "as_of": found.as_of,
        "today": visit.today,
        "total": total,
        "credit": found.credit,
        "waiting": found.waiting,
        "table": _branches(visit, found, only),
        "owed": _owed(visit, found.rows, found.as_of) if only is None else None,
        "picture": picture(by_month, visit.lang),
        "months": months_table(by_month, visit.lang),
        "grid": _grid(visit, found.rows, only, found.as_of) if only else None,
        "arrears_share": _share(total),
    }
    return visit.page("steering/balance/page.html", context)


def _share(total: Sum) -> int:
    """What is received out of what is due, in parts per million rounded down to a tenth of a percent: never 100 % before it is."""
    return total.received * 1000 // total.due * 1000 if total.due > 0 else 0


def _cells(kept: Sum, opens: Mapping[str, str] | None = None, *, owes: bool = True) -> tuple[tables.Cell, ...]:
    """The figures of a line, each opening what makes it; the collecting fund owes nothing to itself.

    What is still to be paid over opens the receipts it comes from: it is what was received less what was paid over.
    """
    opens = opens or {}

    def figure(amount: int, name: str) -> tables.Cell:
        return tables.amount(amount, href=opens.get(name, "") if amount else "")

    return (
        figure(kept.due, "due"),
        figure(kept.received, "received"),
        figure(kept.arrears, "arrears"),
        figure(kept.late, "arrears"),
        figure(kept.owed, "received") if owes else tables.amount(None),
    )


def _branches(visit: Visit, found: BalanceTable, only: Fund | None) -> Table:
    """Funds with their branches below them; a fund's name opens the fund, a branch's amounts open its employers."""
    lang, carried = visit.lang, query(visit)
    by_fund = sums(found.rows, lambda row: row.fund, as_of=found.as_of)
    by_branch = sums(found.rows, lambda row: (row.fund, row.branch), as_of=found.as_of)
    rows = []
    for name in (fund.value for fund in Fund if fund.value in by_fund):
        if only is None:
            href = visit.address("steering:fund", fund=name) + carried
            title = tables.text(wording.text(f"fund.{name}", lang), href=href, note=wording.text(f"fund_name.{name}", lang))
            rows.append(Row((title, *_cells(by_fund[name], dict.fromkeys(SHOWING, href), owes=name != Fund.CNAS)), "fund"))
        branches = sorted((branch for fund, branch in by_branch if fund == name), key=lambda branch: branch_rank(Branch(branch)))
        for branch in branches:
            opens = _opens(visit, name, branch)
            title = tables.text(wording.text(f"branch.{branch}", lang), href=opens["due"])
            rows.append(Row((title, *_cells(by_branch[name, branch], opens, owes=name != Fund.CNAS))))
    foot = (tables.text(wording.text("common.total", lang)), *_cells(whole(found.rows, as_of=found.as_of)))
    heads = columns(lang, "steering.column", "name", "due#", "received#", "arrears#", "late#", "owed#")
    export = f"{carried or '?'}{'&' if carried else ''}export=csv"
    caption, empty = (wording.text(f"steering.{name}", lang) for name in ("caption", "none"))
    return Table("balance", caption, heads, tuple(rows), foot if rows else (), export=export, empty=empty, sortable=False)


def _opens(visit: Visit, fund: str, branch: str, month: str = "") -> dict[str, str]:
    """The addresses behind the figures of a branch: its employers, the largest of that figure first."""
    address = visit.address("steering:branch", fund=fund, branch=branch)
    return {name: address + query(visit, month=month, show=name) for name in SHOWING}


def _owed(visit: Visit, rows: Sequence[BalanceRow], as_of: date) -> Table:
    """What the collecting fund owes each owner: received and not paid over; due and not yet received."""
    lang = visit.lang
    found = sums((row for row in rows if row.fund != Fund.CNAS), lambda row: row.fund, as_of=as_of)
    lines = []
    for name, kept in found.items():
        href = visit.address("steering:fund", fund=name) + query(visit)
        words = wording.text(f"fund.{name}", lang)
        lines.append(Row((tables.text(words, href=href), tables.amount(kept.owed, href=href), tables.amount(kept.arrears, href=href))))
    heads = columns(lang, "steering.owed", "fund", "to_pay#", "to_receive#")
    total = (
        tables.text(wording.text("common.total", lang)),
        tables.amount(sum(kept.owed for kept in found.values())),
        tables.amount(sum(kept.arrears for kept in found.values())),
    )
    return Table("owed", wording.text("steering.owed.caption", lang), heads, tuple(lines), total if lines else (), sortable=False)


def _grid(visit: Visit, rows: Sequence[BalanceRow], only: Fund, as_of: date) -> Table:
    """A fund's arrears by month and branch; each opens the employers of that month."""
    lang = visit.lang
    found = sums(rows, lambda row: (row.month, row.branch), as_of=as_of)
    branches = sorted({branch for _, branch in found}, key=lambda branch: branch_rank(Branch(branch)))
    lines = []
    for month in sorted({month for month, _ in found}, reverse=True):
        key = f"{month.year:04d}-{month.month:02d}"
        cells = [tables.period(key)]
        for branch in branches:
            kept = found.get((month, branch), Sum())
            opens = _opens(visit, only.value, branch, key)
            cells += [
                tables.amount(kept.due, href=opens["due"] if kept.due else ""),
                tables.amount(kept.arrears, href=opens["arrears"] if kept.arrears else ""),
            ]
        lines.append(Row(tuple(cells)))
    heads = [tables.Column(wording.text("steering.column.month", lang))]
    for branch in branches:
        name = wording.text(f"branch.{branch}", lang)
        heads += [tables.Column(f"{name} — {wording.text(f'steering.column.{what}', lang)}", numeric=True) for what in ("due", "arrears")]
    return Table("grid", wording.text("steering.grid", lang), tuple(heads), tuple(lines), sortable=False)
