"""The balance of all funds one may see, or of one fund, at a cut-off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.balance.grid import grid, owed_table
from mizan.doors.steering.balance.picture import months_table, picture
from mizan.doors.steering.balance.sums import Sum, last_passed, sums, whole
from mizan.doors.steering.desk import COLLECTORS, READERS, Span, cut_off, fund_here, path_of, query, shows, span_asked
from mizan.doors.steering.owed.behind import account_of
from mizan.doors.steering.recomputed.behind import rates_table
from mizan.doors.tables import Row, Table, columns
from mizan.funds.benefits.queries.recomputations import funds_recomputed
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import BalanceTable
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
    if not table.rows and kept not in funds_recomputed():
        # A fund with no due yet may pay already, and what was found of its awards is told here.
        raise Missing(fund)
    return _show(visit, table, kept)


def _show(visit: Visit, whole_table: BalanceTable, only: Fund | None) -> HttpResponse:
    span = span_asked(visit)
    day, rows = whole_table.as_of, tuple(row for row in whole_table.rows if span.holds(row.month))
    table = _branches(visit, BalanceTable(day, rows, 0, 0), only, span)
    if visit.request.GET.get("export") == "csv":
        return visit.file(table.as_csv(), f"balance-{day.isoformat()}.csv")
    total = whole(rows, as_of=day)
    by_month = dict(sorted(sums(whole_table.rows, lambda row: row.month, as_of=day).items()))
    nation, narrowed = only is None, span != Span()
    context = {
        "fund": only,
        "span": span.words(visit),
        "kept": {name: value.key for name, value in (("month", span.month), ("until", span.until)) if value},
        "crumbs": path_of(visit, only) if only or narrowed else [],
        "as_of": day,
        "today": visit.today,
        "total": total,
        "credit": whole_table.credit if nation and not narrowed else 0,
        "waiting": whole_table.waiting if nation and not narrowed else 0,
        "carried": query(visit),
        "table": table,
        "owed": owed_table(visit, rows, span, as_of=day) if nation else None,
        "account": account_of(visit, only, None, total, span) if only and "owed" in shows(only) else None,
        "picture": None if narrowed else picture(by_month, visit.lang),
        "months": None if narrowed else months_table(by_month, visit.lang, lambda asked: _address(visit, only, asked)),
        "grid": grid(visit, rows, only, as_of=day) if only and not narrowed else None,
        "arrears_share": _share(total),
        "recomputed": None if narrowed else rates_table(visit, only),
    }
    return visit.page("steering/balance/page.html", context)


def _address(visit: Visit, only: Fund | None, span: Span) -> str:
    """This page, for some months only."""
    address = visit.address("steering:fund", fund=only.value) if only else visit.address("steering:balance")
    return address + query(visit, span)


def _share(total: Sum) -> int:
    """What is received out of what is due, in parts per million rounded down to a tenth of a percent: never 100 % before it is."""
    return total.received * 1000 // total.due * 1000 if total.due > 0 else 0


def _cells(kept: Sum, opens: Mapping[str, str] | None = None, *, owes: bool = True) -> tuple[tables.Cell, ...]:
    """The figures of a line, each opening what makes it; the collecting fund owes nothing to itself."""
    opens = opens or {}

    def figure(amount: int, name: str) -> tables.Cell:
        return tables.amount(amount, href=opens.get(name, "") if amount else "")

    return (
        figure(kept.due, "due"),
        figure(kept.received, "received"),
        figure(kept.arrears, "arrears"),
        figure(kept.late, "late"),
        figure(kept.owed, "owed") if owes else tables.amount(None),
    )


def _branches(visit: Visit, found: BalanceTable, only: Fund | None, span: Span) -> Table:
    """Funds with their branches below them; a fund's figures open the fund, a branch's open its employers."""
    lang, carried = visit.lang, query(visit, span)
    by_fund = sums(found.rows, lambda row: row.fund, as_of=found.as_of)
    by_branch = sums(found.rows, lambda row: (row.fund, row.branch), as_of=found.as_of)
    rows = []
    for name in (fund.value for fund in Fund if fund.value in by_fund):
        if only is None:
            href = visit.address("steering:fund", fund=name) + carried
            late = visit.address("steering:fund", fund=name) + query(visit, _late(span, found.as_of, name))
            opens = {"due": href, "received": href, "arrears": href, "late": late, "owed": f"{href}#account"}
            title = tables.text(wording.text(f"fund.{name}", lang), href=href, note=wording.text(f"fund_name.{name}", lang))
            rows.append(Row((title, *_cells(by_fund[name], opens, owes=name not in COLLECTORS)), "fund"))
        branches = sorted((branch for fund, branch in by_branch if fund == name), key=lambda branch: branch_rank(Branch(branch)))
        for branch in branches:
            opens = _opens(visit, name, branch, span, found.as_of)
            title = tables.text(wording.text(f"fund_branch.{branch}", lang), href=opens["due"])
            rows.append(Row((title, *_cells(by_branch[name, branch], opens, owes=name not in COLLECTORS))))
    foot = (tables.text(wording.text("common.total", lang)), *_cells(whole(found.rows, as_of=found.as_of)))
    heads = columns(lang, "steering.column", "name", "due#", "received#", "arrears#", "late#", "owed#")
    export = f"{carried or '?'}{'&' if carried else ''}export=csv"
    caption, empty = (wording.text(f"steering.{name}", lang) for name in ("caption", "none"))
    return Table("balance", caption, heads, tuple(rows), foot if rows else (), export=export, empty=empty, sortable=False)


def _opens(visit: Visit, fund: str, branch: str, span: Span, as_of: date) -> dict[str, str]:
    """The addresses behind the figures of a branch: its employers, the largest of that figure first."""
    address = visit.address("steering:branch", fund=fund, branch=branch)
    opens = {name: address + query(visit, span, show=name) for name in shows(Fund(fund))}
    return {**opens, "late": address + query(visit, _late(span, as_of, fund), show="arrears")}


def _late(span: Span, as_of: date, fund: str) -> Span:
    """The months whose deadline has passed for a fund, of those asked for."""
    passed = last_passed(as_of, fund)
    return Span(span.month, min(span.until, passed) if span.until else passed)
