"""What was received for each fund is ordered month by month, then paid over."""

from __future__ import annotations

import re

from django.http import HttpResponse

from mizan.doors import refusals, shown, tables, wording
from mizan.doors.controller.desk import ACCOUNTANT, WORKS, acts_as
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.flows.apportion_month import apportion_month, settle_transfer
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import TransferKept
from mizan.kernel.periods import month_of, parse_period, previous
from mizan.kernel.refusals import Refused

MONTHS = 12
ORDER = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


@page(*WORKS, post=True)
def transfers(visit: Visit) -> HttpResponse:
    """The orders; order a month that is over; say that an order was paid."""
    problem = _act(visit) if visit.posted else ""
    if visit.posted and not problem:
        return visit.go("controller:transfers")
    orders = queries.transfers_of()
    month = previous(month_of(visit.today))
    months = []
    for _ in range(MONTHS):
        months.append({"value": month.key, "text": shown.period(month, visit.lang)})
        month = previous(month)
    context = {
        "waiting": [order for order in orders if order.settled_on is None],
        "table": _table(visit, orders),
        "months": months,
        "month": months[0]["value"],
        "problems": [{"field": "", "text": problem}] if problem else [],
        "acts": acts_as(visit, ACCOUNTANT),
    }
    return visit.page("controller/transfers/page.html", context, status=422 if problem else 200)


def _act(visit: Visit) -> str:
    """Do what the form asks; why not, if it was not done."""
    posted = visit.request.POST
    if not acts_as(visit, ACCOUNTANT):
        return wording.text("refusal.not_allowed", visit.lang)
    try:
        if posted.get("act") == "order":
            apportion_month(parse_period(posted.get("month", "")), by=visit.account_id, at=visit.now)
        elif ORDER.fullmatch(posted.get("order", "")):
            settle_transfer(int(posted["order"]), by=visit.account_id, at=visit.now)
        else:
            return wording.text("refusal.transfer_unknown", visit.lang)
    except Refused as refused:
        return refusals.sentence(refused.refusal, visit.lang)
    return ""


def _table(visit: Visit, orders: tuple[TransferKept, ...]) -> Table:
    lang = visit.lang
    rows = []
    for order in orders:
        branches = " · ".join(f"{wording.text(f'fund_branch.{branch}', lang)} {shown.plain(amount)}" for branch, amount in order.by_branch)
        paid = order.settled_on is not None
        cells = (
            tables.period(month_of(order.month).key),
            tables.text(wording.text(f"fund.{order.fund}", lang), note=branches),
            tables.amount(order.amount, href=visit.address("steering:order", fund=order.fund, order_id=order.id)),
            tables.day(order.ordered_on),
            tables.day(order.settled_on),
            tables.status(wording.text(f"controller.transfers.{'paid' if paid else 'waits'}", lang), "done" if paid else "soon"),
        )
        rows.append(Row(cells, "" if paid else "soon"))
    heads = columns(lang, "controller.transfers", "month", "fund", "amount#", "ordered_on", "settled_on", "state")
    caption, empty = (wording.text(f"controller.transfers.{name}", lang) for name in ("caption", "none"))
    return Table("transfers", caption, heads, tuple(rows), empty=empty)
