"""The payments that should not have been made: those that wait for a second person, those that were undone, and the way to ask for one."""

from __future__ import annotations

import re

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.payer.holds.page import funds_of
from mizan.doors.payer.people import named, said
from mizan.doors.payer.runs.page import PAYS
from mizan.doors.tables import Row, Table, columns
from mizan.funds.benefits.queries.debts import reversals_of_fund
from mizan.funds.benefits.queries.instalments import instalment_of
from mizan.funds.benefits.queries.runs import run_of
from mizan.kernel.refusals import Refused

PURPOSE = "reversal"
SHOWN = 100
REF = re.compile(r"[Ii]?(?P<id>[1-9][0-9]{0,17})", re.ASCII)


@page(PAYS, post=True)
def reversals(visit: Visit) -> HttpResponse:
    """The list, those that wait first; a payment's reference leads to the form."""
    problem = ""
    given = visit.request.POST.get("ref", "").strip()
    if visit.posted:
        match = REF.fullmatch(given)
        if match is not None and known_payment(visit, int(match["id"])):
            return visit.leave(f"{visit.address('payer:new-reversal')}?ref=I{match['id']}")
        problem = wording.text("payer.reversal.unknown", visit.lang)
    context = {
        "problems": [{"field": "ref", "text": problem}] if problem else [],
        "table": _table(visit),
        "asked": given,
    }
    return visit.page("payer/reversals/page.html", context, status=422 if problem else 200)


def known_payment(visit: Visit, instalment_id: int) -> bool:
    """Whether an instalment is one of the visitor's funds."""
    found = instalment_of(instalment_id)
    if found is None:
        return False
    try:
        return run_of(found.run_id).fund in funds_of(visit)
    except Refused:
        return False


def _table(visit: Visit) -> Table:
    lang = visit.lang
    funds = funds_of(visit)
    rows = []
    for one in reversals_of_fund(funds, most=SHOWN) if funds else ():
        waits = one.approved_at is None
        rows.append(
            Row(
                (
                    tables.code(f"I{one.instalment_id}", href=visit.address("payer:reversal", reversal_id=one.id)),
                    tables.text(named(visit, one.award_id, PURPOSE), note=wording.text(f"benefit.{one.kind}", lang)),
                    tables.period(f"{one.month:%Y-%m}"),
                    tables.amount(one.paid),
                    tables.text(said(one.ground)),
                    tables.amount(None if waits else one.recoverable),
                    tables.status(wording.text(f"payer.reversal.{'waits' if waits else 'done'}", lang), "soon" if waits else "done"),
                ),
                "soon" if waits else "",
            )
        )
    heads = columns(lang, "payer.reversal", "ref", "person", "month", "paid#", "ground", "owed#", "state")
    caption, empty = (wording.text(f"payer.reversal.{name}", lang) for name in ("caption", "none"))
    return Table("reversals", caption, heads, tuple(rows), empty=empty)
