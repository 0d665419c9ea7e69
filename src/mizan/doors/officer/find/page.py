"""Search a person by number, for a reason that is logged."""

from __future__ import annotations

import re

from django.http import HttpResponse

from mizan.doors import wording
from mizan.doors.officer.desk import OFFICER, PURPOSES, file_address, reasons
from mizan.doors.pages import Visit, page
from mizan.funds.people import queries as people

_NUMBER = re.compile(r"[0-9]{12}|[0-9]{18}", re.ASCII)


@page(OFFICER, post=True)
def find(visit: Visit) -> HttpResponse:
    """Find the file of a social-security or national number. Sent as a form, so that the number stays out of addresses and their logs."""
    posted = visit.request.POST
    number, why = "".join(posted.get("number", "").split()), posted.get("for", "")
    wrong: dict[str, str] = {}
    if visit.posted:
        if why not in PURPOSES:
            wrong["for"] = wording.text("officer.find.no_reason", visit.lang)
        if not _NUMBER.fullmatch(number):
            wrong["number"] = wording.text("officer.find.no_number", visit.lang)
        found = None if wrong else people.find([number]).get(number)
        if found is not None:
            return visit.leave(file_address(visit, "person", found, why))
        if not wrong:
            wrong["number"] = wording.text("officer.find.nobody", visit.lang)
    context = {
        "number": number,
        "why": why or "claim",
        "options": reasons(visit.lang),
        "wrong": wrong,
        "problems": [{"field": "for-claim" if name == "for" else name, "text": text} for name, text in wrong.items()],
    }
    return visit.page("officer/find/page.html", context, status=422 if wrong else 200)
