"""The archive of a day's letters, made now and kept nowhere."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import refusals
from mizan.doors.officer.desk import OFFICER
from mizan.doors.officer.proofs.letters import ROUTE, day_of
from mizan.doors.officer.proofs.page import listed
from mizan.doors.pages import Visit, page
from mizan.doors.shown import chosen_lang
from mizan.flows.print_letters import print_proof_letters
from mizan.kernel.refusals import Refused


@page(OFFICER)
def proof_letters(visit: Visit) -> HttpResponse:
    """The letters of everybody asked on the day the address names; without a day, the list they are chosen from."""
    asked = visit.request.GET
    day = day_of(asked.get("asked_on", ""))
    if day is None:
        return visit.go("officer:proofs")
    agency = asked.get("agency", "")[:5]
    try:
        made = print_proof_letters(
            day, chosen_lang(asked.get("language", "")), agency=agency, route=ROUTE, by=visit.account_id, at=visit.now
        )
    except Refused as refused:
        return listed(visit, problem=refusals.sentence(refused.refusal, visit.lang))
    name = f"preuves-{day.isoformat()}{f'-{agency}' if agency.isdigit() else ''}.zip"
    return HttpResponse(made.data, content_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'})
