"""Behind one number: the employers of a branch, the largest arrears first; then the dues of one employer."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.controller.desk import names_of
from mizan.doors.due_story import state_cell
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.balance.sums import Sum, whole
from mizan.doors.steering.desk import READERS, branch_here, crumb, cut_off, fund_here, month_asked, path_of, query
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions import queries
from mizan.funds.people import queries as people

PAGE = 100


def _page_asked(visit: Visit) -> int:
    text = visit.request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@page(*READERS)
def branch(visit: Visit, fund: str, branch: str) -> HttpResponse:
    """The employers whose dues make a branch's number."""
    owner = fund_here(fund)
    kept = branch_here(owner, branch)
    day, month, here = cut_off(visit), month_asked(visit), _page_asked(visit)
    first = month.start if month else None
    found = queries.employers_of(fund, branch, as_of=day, month=first, limit=PAGE + 1, offset=(here - 1) * PAGE)
    known = people.employers_of(one.employer_id for one in found)
    names = names_of(known, visit.lang)
    carried = query(visit, month=month.key if month else "")
    rows = []
    for one in found[:PAGE]:
        href = visit.address("steering:employer", fund=fund, branch=branch, employer_id=one.employer_id) + carried
        number = known[one.employer_id].number if one.employer_id in known else ""
        name = names.get(one.employer_id) or wording.text("steering.unnamed", visit.lang, number=one.employer_id)
        cells = (
            tables.text(name, href=href, note=number),
            tables.amount(one.due, href=href),
            tables.amount(one.received),
            tables.amount(one.arrears),
        )
        rows.append(Row(cells))
    heads = columns(visit.lang, "steering.column", "employer", "due#", "received#", "arrears#")
    table = Table(
        "employers", wording.text("steering.employers", visit.lang), heads, tuple(rows), empty=wording.text("steering.none", visit.lang)
    )
    context = {
        "fund": owner,
        "branch": kept,
        "as_of": day,
        "month": shown.period(month, visit.lang) if month else "",
        "crumbs": path_of(visit, owner, kept),
        "table": table,
        "total": _total(fund, branch, visit),
        "here": here,
        "more": len(found) > PAGE,
        "carried": carried + ("&" if carried else "?"),
    }
    return visit.page("steering/branch/employers.html", context)


def _total(fund: str, branch: str, visit: Visit) -> Sum:
    """The number that was opened: the rows below add up to it."""
    day, month = cut_off(visit), month_asked(visit)
    rows = queries.balance_table(day, fund=fund).rows
    return whole((row for row in rows if row.branch == branch and (month is None or row.month == month.start)), as_of=day)


@page(*READERS)
def employer(visit: Visit, fund: str, branch: str, employer_id: int) -> HttpResponse:
    """The dues of one employer behind a branch's number."""
    owner = fund_here(fund)
    kept = branch_here(owner, branch)
    day, month = cut_off(visit), month_asked(visit)
    found = queries.dues_behind(fund, branch, employer_id, as_of=day, month=month.start if month else None)
    if not found:
        raise Missing(employer_id)
    name = names_of([employer_id], visit.lang).get(employer_id) or wording.text("steering.unnamed", visit.lang, number=employer_id)
    rows = []
    for behind in found:
        due = behind.due
        href = visit.address("steering:due", due_id=due.id) + f"?fund={fund}&branch={branch}"
        cells = (
            tables.period(due.period_key, href=href),
            tables.code(due.code, note=wording.text(f"due_kind.{due.kind}", visit.lang)),
            tables.amount(due.base),
            tables.amount(due.amount),
            tables.amount(behind.due_in_branch, href=href),
            tables.amount(behind.received_in_branch),
            tables.day(due.due_on),
            state_cell(due, visit),
        )
        rows.append(Row(cells))
    due_sum, received = sum(one.due_in_branch for one in found), sum(one.received_in_branch for one in found)
    blank = tables.text("")
    foot = (
        tables.text(wording.text("common.total", visit.lang)),
        blank,
        blank,
        blank,
        tables.amount(due_sum),
        tables.amount(received),
        blank,
        blank,
    )
    heads = columns(visit.lang, "steering.column", "period", "code", "base#", "whole#", "part#", "received#", "due_on", "state")
    table = Table("dues", wording.text("steering.dues", visit.lang), heads, tuple(rows), foot)
    path = [*path_of(visit, owner, kept), crumb(visit, name)]
    context = {"fund": owner, "branch": kept, "as_of": day, "crumbs": path, "table": table, "name": name, "month": month}
    return visit.page("steering/branch/dues.html", context)
