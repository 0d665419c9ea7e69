"""Every bank line, newest first, with what became of it; each opens."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.controller.desk import WORKS, names_of
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, Tone, columns
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import ReceiptKept
from mizan.funds.self_employed.payers import is_self_employed

PAGE = 100
STATES = ("all", "waiting", "settled", "returned")


@page(*WORKS)
def receipts(visit: Visit) -> HttpResponse:
    """A page of bank lines: all, those that wait, those settled, or those by which the bank took a receipt back."""
    asked, text = visit.request.GET.get("show", ""), visit.request.GET.get("page", "1")
    state = asked if asked in STATES else STATES[0]
    here = max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    found = queries.receipts_of(state=state, limit=PAGE + 1, offset=(here - 1) * PAGE)
    names = names_of({one.employer_id for one in found if one.employer_id and not is_self_employed(one.employer_id)}, visit.lang)
    rows = tuple(_row(visit, one, names) for one in found[:PAGE])
    heads = columns(visit.lang, "controller.receipt", "line", "day", "payer", "reference", "amount#", "state")
    caption, empty = (wording.text(f"controller.receipts.{name}", visit.lang) for name in ("caption", "none"))
    filters = [
        {"text": wording.text(f"controller.receipts.{name}", visit.lang), "href": f"?show={name}", "current": name == state}
        for name in STATES
    ]
    context = {
        "table": Table("receipts", caption, heads, rows, empty=empty),
        "filters": filters,
        "state": state,
        "here": here,
        "more": len(found) > PAGE,
    }
    return visit.page("controller/receipts/page.html", context)


def _row(visit: Visit, one: ReceiptKept, names: dict[int, str]) -> Row:
    href = visit.address("controller:receipt", receipt_id=one.id)
    state, tone = state_of(one)
    cells = (
        tables.code(f"{one.statement_no} / {one.line_ref}", href=href),
        tables.day(one.booked_on),
        tables.text(names.get(one.employer_id or 0) or one.payer_name),
        tables.text(one.reference),
        tables.amount(one.amount, href=href),
        tables.status(wording.text(f"controller.receipt.{state}", visit.lang), tone),
    )
    return Row(cells, "soon" if state == "waits" else "")


def state_of(one: ReceiptKept) -> tuple[str, Tone]:
    """What became of a bank line: it waits, it was settled, or it took a receipt back."""
    if one.settlement_id is None:
        return "waits", "soon"
    return ("took_back", "quiet") if one.is_return else ("settled", "done")
