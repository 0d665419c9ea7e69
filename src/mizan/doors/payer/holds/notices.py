"""The archive of the notices made on a day, of holds and of debts; made now and kept nowhere."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from mizan.doors import refusals
from mizan.doors.pages import Visit, page
from mizan.doors.payer.holds.page import funds_of, listed
from mizan.doors.payer.runs.page import PAYS
from mizan.doors.shown import chosen_lang
from mizan.flows.print_letters import print_notices
from mizan.kernel.refusals import Refused


@page(PAYS)
def notices_of_day(visit: Visit) -> HttpResponse:
    """The notices of the day the address names; without a day, the page they are chosen from."""
    asked = visit.request.GET
    try:
        day = date.fromisoformat(asked.get("made_on", ""))
    except ValueError:
        return visit.go("payer:holds")
    try:
        made = print_notices(day, chosen_lang(asked.get("language", "")), funds=funds_of(visit), by=visit.account_id, at=visit.now)
    except Refused as refused:
        return listed(visit, "made_on", refusals.sentence(refused.refusal, visit.lang))
    headers = {"Content-Disposition": f'attachment; filename="avis-{day.isoformat()}.zip"'}
    return HttpResponse(made.data, content_type="application/zip", headers=headers)
