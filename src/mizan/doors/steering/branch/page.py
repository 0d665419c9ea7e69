"""Behind one number: the employers of a branch, the largest arrears first; then the dues of one employer."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.controller.desk import names_of
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.balance.sums import Sum, whole
from mizan.doors.steering.branch.behind import dues_table, received_table
from mizan.doors.steering.desk import READERS, SHOWING, branch_here, crumb, cut_off, fund_here, month_asked, path_of, query, showing
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
    show, key = showing(visit), month.key if month else ""
    found = queries.employers_of(fund, branch, as_of=day, month=first, by=show, limit=PAGE + 1, offset=(here - 1) * PAGE)
    known = people.employers_of(one.employer_id for one in found)
    names = names_of(known, visit.lang)
    carried = query(visit, month=key, show=show)
    rows = []
    for one in found[:PAGE]:
        address = visit.address("steering:employer", fund=fund, branch=branch, employer_id=one.employer_id)
        href = {name: address + query(visit, month=key, show=name) for name in SHOWING}
        number = known[one.employer_id].number if one.employer_id in known else ""
        name = names.get(one.employer_id) or wording.text("steering.unnamed", visit.lang, number=one.employer_id)
        cells = (
            tables.text(name, href=href[show], note=number),
            tables.amount(one.due, href=href["due"]),
            tables.amount(one.received, href=href["received"] if one.received else ""),
            tables.amount(one.arrears, href=href["arrears"] if one.arrears else ""),
        )
        rows.append(Row(cells))
    heads = columns(visit.lang, "steering.column", "employer", "due#", "received#", "arrears#")
    caption, empty = wording.text(f"steering.employers.{show}", visit.lang), wording.text("steering.none", visit.lang)
    table = Table("employers", caption, heads, tuple(rows), empty=empty)
    address = visit.address("steering:branch", fund=fund, branch=branch)
    context = {
        "fund": owner,
        "branch": kept,
        "as_of": day,
        "month": shown.period(month, visit.lang) if month else "",
        "crumbs": path_of(visit, owner, kept),
        "table": table,
        "total": _total(fund, branch, visit),
        "opens": {name: address + query(visit, month=key, show=name) for name in SHOWING},
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
    """What makes one employer's number in a branch: its dues, what was received for them with its bank lines, or what remains."""
    owner = fund_here(fund)
    kept = branch_here(owner, branch)
    day, month, show = cut_off(visit), month_asked(visit), showing(visit)
    first = month.start if month else None
    found = queries.dues_behind(fund, branch, employer_id, as_of=day, month=first)
    received = queries.received_behind(fund, branch, employer_id, as_of=day, month=first) if show == "received" else ()
    if not found and not received:
        raise Missing(employer_id)
    name = names_of([employer_id], visit.lang).get(employer_id) or wording.text("steering.unnamed", visit.lang, number=employer_id)
    address = visit.address("steering:employer", fund=fund, branch=branch, employer_id=employer_id)
    filters = [
        {
            "text": wording.text(f"steering.column.{one}", visit.lang),
            "href": address + query(visit, month=month.key if month else "", show=one),
            "current": one == show,
        }
        for one in SHOWING
    ]
    origin, rest = f"?fund={fund}&branch={branch}", show == "arrears"
    table = received_table(visit, received, origin) if show == "received" else dues_table(visit, found, origin, rest=rest)
    context = {
        "fund": owner,
        "branch": kept,
        "as_of": day,
        "crumbs": [*path_of(visit, owner, kept), crumb(visit, name)],
        "table": table,
        "filters": filters,
        "name": name,
        "month": month,
    }
    return visit.page("steering/branch/dues.html", context)
