"""A transfer order opened: its branches, then the employers whose receipts it holds; and what is laid on no due."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.controller.desk import names_of
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.desk import READERS, branch_here, crumb, fund_here, page_asked, path_of
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import TransferKept
from mizan.funds.people import queries as people
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month_of

PAGE = 100
LONGEST_ID = 18


def order_asked(visit: Visit, fund: Fund) -> TransferKept | None:
    """The transfer order asked for (`?order=12`), if any; raises Missing for another fund's."""
    text = visit.request.GET.get("order", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
        raise Missing(text)
    return _order(fund, int(text))


def _order(fund: Fund, order_id: int) -> TransferKept:
    found = queries.transfer_on(order_id)
    if found is None or found.fund != fund:
        raise Missing(order_id)
    return found


@page(*READERS)
def order(visit: Visit, fund: str, order_id: int) -> HttpResponse:
    """What was ordered for a fund for a month, by branch; each branch opens its employers."""
    owner = fund_here(fund)
    found, lang = _order(owner, order_id), visit.lang
    rows = []
    for branch, amount in found.by_branch:
        href = visit.address("steering:order-branch", fund=fund, order_id=order_id, branch=branch)
        rows.append(Row((tables.text(wording.text(f"fund_branch.{branch}", lang), href=href), tables.amount(amount, href=href))))
    foot = (tables.text(wording.text("common.total", lang)), tables.amount(found.amount))
    heads = columns(lang, "steering.order", "branch", "amount#")
    table = Table("lines", wording.text("steering.order.lines", lang), heads, tuple(rows), foot, sortable=False)
    return _show(visit, owner, found, table, [])


@page(*READERS)
def order_branch(visit: Visit, fund: str, order_id: int, branch: str) -> HttpResponse:
    """Whose receipts an order holds for one branch; each opens its bank lines."""
    owner = fund_here(fund)
    kept, found = branch_here(owner, branch), _order(owner, order_id)
    here, lang = page_asked(visit), visit.lang
    behind = queries.employers_of_order(order_id, fund, branch, limit=PAGE + 1, offset=(here - 1) * PAGE)
    known = people.employers_of(one.employer_id for one in behind)
    names, rows = names_of(known, lang), []
    for one in behind[:PAGE]:
        href = f"{visit.address('steering:employer', fund=fund, branch=branch, employer_id=one.employer_id)}?order={order_id}"
        number = known[one.employer_id].number if one.employer_id in known else ""
        name = names.get(one.employer_id) or wording.text("steering.unnamed", lang, number=one.employer_id)
        rows.append(Row((tables.text(name, href=href, note=number), tables.amount(one.amount, href=href))))
    heads = columns(lang, "steering.order", "employer", "amount#")
    words = wording.text(f"fund_branch.{kept}", lang)
    caption, empty = wording.text("steering.order.employers", lang, branch=words), wording.text("steering.none", lang)
    table = Table("employers", caption, heads, tuple(rows), empty=empty)
    last = crumb(visit, _title(found, visit), "steering:order", fund=fund, order_id=order_id)
    return _show(visit, owner, found, table, [last], branch=words, here=here, more=len(behind) > PAGE)


def _title(found: TransferKept, visit: Visit) -> str:
    return wording.text("steering.order.title", visit.lang, month=shown.period(month_of(found.month), visit.lang))


def _show(
    visit: Visit, owner: Fund, found: TransferKept, table: Table, above: list[dict[str, str]], *, branch: str = "", here: int = 1,
    more: bool = False,
) -> HttpResponse:  # fmt: skip
    context = {
        "fund": owner,
        "title": _title(found, visit),
        "branch": branch,
        "order": found,
        "crumbs": [*path_of(visit, owner), *above, crumb(visit, branch or _title(found, visit))],
        "table": table,
        "here": here,
        "more": more,
    }
    return visit.page("steering/owed/order.html", context)
