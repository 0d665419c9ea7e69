"""What persons owe back to the funds whose books the visitor keeps: by origin, what was given back, what is left, who was told."""

from __future__ import annotations

import re

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.payer.debt.page import PURPOSE
from mizan.doors.payer.debt.story import heads_of, row
from mizan.doors.payer.holds.page import funds_of
from mizan.doors.payer.people import named
from mizan.doors.payer.runs.page import PAYS
from mizan.doors.tables import Table
from mizan.funds.benefits.queries.debts import debts_of_fund
from mizan.funds.benefits.types.holds import DebtKnown

ORIGINS = ("", "reversal", "decision", "law")
SHOWN = 50
_ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


@page(PAYS)
def debts(visit: Visit) -> HttpResponse:
    """Those not given back whole, the latest first (or the others, if asked), a page at a time; of one origin if it is chosen."""
    given = visit.request.GET
    origin = given.get("origin", "") if given.get("origin", "") in ORIGINS else ""
    settled = given.get("state", "") == "settled"
    before = int(given["before"]) if _ID.fullmatch(given.get("before", "")) else None
    funds = funds_of(visit)
    found = debts_of_fund(funds, settled=settled, origin=origin, before=before, most=SHOWN + 1) if funds else ()
    kept = found[:SHOWN]
    here = visit.address("payer:debts")
    state = "settled" if settled else "open"
    context = {
        "table": _table(visit, kept, state),
        "origins": [{"value": one, "text": wording.text(f"payer.debt.origin.{one or 'any'}", visit.lang)} for one in ORIGINS],
        "states": [{"value": one, "text": wording.text(f"payer.debt.which.{one}", visit.lang)} for one in ("open", "settled")],
        "origin": origin,
        "state": state,
        "next": f"{here}?origin={origin}&state={state}&before={kept[-1].id}" if len(found) > SHOWN else "",
    }
    return visit.page("payer/debts/page.html", context)


def _table(visit: Visit, found: tuple[DebtKnown, ...], state: str) -> Table:
    rows = tuple(
        row(
            visit,
            one,
            visit.address("payer:debt", debt_id=one.id),
            tables.text(named(visit, one.award_id, PURPOSE), note=wording.text(f"benefit.{one.kind}", visit.lang)),
        )
        for one in found
    )
    caption, empty = (wording.text(f"payer.debt.{name}_{state}", visit.lang) for name in ("caption", "none"))
    return Table("debts", caption, heads_of(visit, "person"), rows, empty=empty)
