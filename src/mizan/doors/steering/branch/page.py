"""Behind one number: the employers of a branch, the largest arrears first; then the dues of one employer."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.controller.desk import FOLLOW_UP, names_logged, names_of
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.balance.sums import Sum, whole
from mizan.doors.steering.branch.behind import dues_table, received_table
from mizan.doors.steering.desk import (
    READERS,
    Span,
    branch_here,
    crumb,
    cut_off,
    fund_here,
    page_asked,
    path_of,
    query,
    showing,
    shows,
    span_asked,
    unnamed,
)
from mizan.doors.steering.owed.behind import account_of, movements_table
from mizan.doors.steering.owed.page import order_asked
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import TransferKept
from mizan.funds.people import queries as people
from mizan.funds.self_employed.payers import is_self_employed
from mizan.kernel.funds import Branch, Fund
from mizan.kernel.periods import month_of

PAGE = 100


@page(*READERS)
def branch(visit: Visit, fund: str, branch: str) -> HttpResponse:
    """The employers whose dues make a branch's number."""
    owner = fund_here(fund)
    kept = branch_here(owner, branch)
    day, span, here, show = cut_off(visit), span_asked(visit), page_asked(visit), showing(visit, owner)
    found = queries.employers_of(fund, branch, as_of=day, by=show, limit=PAGE + 1, offset=(here - 1) * PAGE, **span.asked)
    # In a list the self-employed have no name: one is read person by person, and logged.
    known = people.employers_of(one.employer_id for one in found if not is_self_employed(one.employer_id))
    names = names_of(known, visit.lang)
    carried, owes = query(visit, span, show=show), "owed" in shows(owner)
    rows = []
    for one in found[:PAGE]:
        address = visit.address("steering:employer", fund=fund, branch=branch, employer_id=one.employer_id)
        href = {name: address + query(visit, span, show=name) for name in shows(owner)}
        number = known[one.employer_id].number if one.employer_id in known else ""
        name = names.get(one.employer_id) or unnamed(visit, one.employer_id)
        cells = (
            tables.text(name, href=href[show], note=number),
            tables.amount(one.due, href=href["due"]),
            tables.amount(one.received, href=href["received"] if one.received else ""),
            tables.amount(one.arrears, href=href["arrears"] if one.arrears else ""),
            *((tables.amount(one.owed, href=href["owed"] if one.owed else ""),) if owes else ()),
        )
        rows.append(Row(cells))
    who = "self_employed" if owner is Fund.CASNOS else "employer"
    heads = columns(visit.lang, "steering.column", who, "due#", "received#", "arrears#", *(("owed#",) if owes else ()))
    caption, empty = wording.text(f"steering.{who}s.{show}", visit.lang), wording.text("steering.none", visit.lang)
    table = Table("employers", caption, heads, tuple(rows), empty=empty)
    address = visit.address("steering:branch", fund=fund, branch=branch)
    total = _total(fund, branch, span, day)
    context = {
        "fund": owner,
        "branch": kept,
        "as_of": day,
        "month": span.words(visit),
        "crumbs": path_of(visit, owner, kept),
        "table": table,
        "total": total,
        "opens": {name: address + query(visit, span, show=name) for name in shows(owner)},
        "account": account_of(visit, owner, kept, total, span) if show == "owed" else None,
        "here": here,
        "more": len(found) > PAGE,
        "carried": carried + ("&" if carried else "?"),
    }
    return visit.page("steering/branch/employers.html", context)


def _total(fund: str, branch: str, span: Span, day: date) -> Sum:
    """The number that was opened: the rows below add up to it."""
    rows = queries.balance_table(day, fund=fund).rows
    return whole((row for row in rows if row.branch == branch and span.holds(row.month)), as_of=day)


@page(*READERS)
def employer(visit: Visit, fund: str, branch: str, employer_id: int) -> HttpResponse:
    """What makes one employer's number in a branch: its dues, what was received for them with its bank lines, or what remains."""
    owner = fund_here(fund)
    kept = branch_here(owner, branch)
    day, span, show = cut_off(visit), span_asked(visit), showing(visit, owner)
    order = order_asked(visit, owner)
    table = _behind(visit, owner, kept, employer_id, order)
    if table is None:
        raise Missing(employer_id)
    names = names_logged(visit, [employer_id], purpose=FOLLOW_UP, route="steering:employer")
    name = names.get(employer_id) or unnamed(visit, employer_id)
    address = visit.address("steering:employer", fund=fund, branch=branch, employer_id=employer_id)
    filters = [
        {"text": wording.text(f"steering.column.{one}", visit.lang), "href": address + query(visit, span, show=one),
         "current": one == show and order is None}
        for one in shows(owner)
    ]  # fmt: skip
    total = _of_employer(fund, branch, employer_id, span, day) if show == "owed" and order is None else None
    context = {
        "fund": owner,
        "branch": kept,
        "as_of": day,
        "crumbs": [*path_of(visit, owner, kept), crumb(visit, name)],
        "table": table,
        "account": account_of(visit, owner, kept, total, span, employer_id) if total else None,
        "filters": filters,
        "name": name,
        "month": span.words(visit),
    }
    return visit.page("steering/branch/dues.html", context)


def _behind(visit: Visit, owner: Fund, kept: Branch, employer_id: int, order: TransferKept | None) -> Table | None:
    """What makes the number that was opened; None where the asker sees nothing of this employer here."""
    day, span, show = cut_off(visit), span_asked(visit), showing(visit, owner)
    fund, branch, origin = owner.value, kept.value, f"?fund={owner}&branch={kept}"
    if order is not None:
        moves = queries.movements_behind(fund, branch, employer_id, as_of=date.max, order_id=order.id)
        words = wording.text("steering.order.of", visit.lang, month=shown.period(month_of(order.month), visit.lang))
        return movements_table(visit, moves, origin, words) if moves else None
    dues = queries.dues_behind(fund, branch, employer_id, as_of=day, **span.asked)
    if show == "received":
        received = queries.received_behind(fund, branch, employer_id, as_of=day, **span.asked)
        return received_table(visit, received, origin) if dues or received else None
    if show == "owed":
        moves = queries.movements_behind(fund, branch, employer_id, as_of=day, **span.asked)
        return movements_table(visit, moves, origin, wording.text("steering.movements", visit.lang)) if dues or moves else None
    return dues_table(visit, dues, origin, rest=show == "arrears") if dues else None


def _of_employer(fund: str, branch: str, employer_id: int, span: Span, day: date) -> Sum:
    """What was received from an employer for a branch, and what of it is to be paid over."""
    received = sum(one.amount for one in queries.received_behind(fund, branch, employer_id, as_of=day, **span.asked))
    owed = sum(one.amount for one in queries.movements_behind(fund, branch, employer_id, as_of=day, **span.asked))
    return Sum(received=received, owed=owed)
