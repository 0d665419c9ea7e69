"""End a self-employed activity: find the person by their number, say from which day and on which document. For people of CASNOS."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from mizan.doors import refusals, wording
from mizan.doors.controller.desk import WORKS
from mizan.doors.pages import Visit, page
from mizan.flows.end_activity import end_activity
from mizan.funds.access.actions.record_read import record_read
from mizan.funds.self_employed.queries import affiliations_by_nss, cessation_of
from mizan.funds.self_employed.types import AffiliationKnown, CessationDraft
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused

PURPOSE = "end_activity"
LONGEST = 200


@page(*WORKS, post=True)
def ends(visit: Visit) -> HttpResponse:
    """Ask for the number; show the activity; end it."""
    nss = "".join(one for one in visit.request.GET.get("nss", "") if not one.isspace())[:12]
    here = Fund.CASNOS.value in visit.scopes(*WORKS)
    found = affiliations_by_nss([nss]).get(nss) if nss and here else None
    problems = []
    if nss and found is None:
        problems = [{"field": "nss", "text": wording.text("controller.ends.unknown" if here else "refusal.not_allowed", visit.lang)}]
    if found is not None:
        record_read(purpose=PURPOSE, subject=("self_employed", found.id), route="controller:ends", by=visit.account_id, at=visit.now)
        if visit.posted:
            problems = _end(visit, found)
            if not problems:
                return visit.leave(f"{visit.address('controller:ends')}?nss={nss}")
    elif visit.posted and not problems:
        problems = [{"field": "nss", "text": wording.text("controller.ends.unknown", visit.lang)}]
    posted = visit.request.POST
    context = {
        "problems": problems,
        "nss": nss,
        "found": found,
        "facts": _facts(visit, found) if found is not None else [],
        "may_end": found is not None and found.ended_on is None,
        "given": {name: posted.get(name, "") for name in ("ended_on", "document", "document_on")},
        "wrong": {one["field"]: one["text"] for one in problems},
    }
    return visit.page("controller/ends/page.html", context, status=422 if problems else 200)


def _end(visit: Visit, found: AffiliationKnown) -> list[dict[str, str]]:
    """Do what the form says; what is wrong with it, if it was not done."""
    posted = visit.request.POST
    days: dict[str, date] = {}
    for name in ("ended_on", "document_on"):
        try:
            days[name] = date.fromisoformat(posted.get(name, ""))
        except ValueError:
            return [{"field": name, "text": wording.text("controller.ends.no_day", visit.lang)}]
    document = posted.get("document", "").replace("\0", "").strip()[:LONGEST]
    try:
        end_activity(CessationDraft(found.id, days["ended_on"], document, days["document_on"]), by=visit.account_id, at=visit.now)
    except Refused as caught:
        return [{"field": caught.refusal.field or "", "text": refusals.sentence(caught.refusal, visit.lang)}]
    return []


def _facts(visit: Visit, found: AffiliationKnown) -> list[dict[str, object]]:
    lang = visit.lang
    kept = cessation_of(found.id)
    name, trade = (found.name_ar, found.trade_ar) if lang == "ar" else (found.name_fr, found.trade_fr)
    values: list[tuple[str, str, object]] = [
        ("person", "text", name),
        ("nss", "code", found.nss),
        ("activity", "text", trade or wording.text(f"controller.ends.{found.activity}", lang)),
        ("started_on", "day", found.started_on),
    ]
    if kept is not None:
        values += [("ended", "day", kept.ended_on), ("document", "text", kept.document), ("document_on", "day", kept.document_on)]
    elif found.ended_on is not None:
        values.append(("ended", "day", found.ended_on))
    return [{"label": wording.text(f"controller.ends.{key}", lang), "kind": kind, "value": value} for key, kind, value in values]
