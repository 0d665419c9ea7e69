"""Differences between declarations, seen from the fund: those contested wait for its answer."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import refusals, wording
from mizan.doors.case_story import case_table, facts_of, steps_table, wages_behind
from mizan.doors.controller.desk import CONTROLLER, WORKS, acts_as, names_of
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.flows.reconcile import uphold_difference
from mizan.funds.contributions import queries
from mizan.kernel.refusals import Refused

LONGEST_NOTE = 2000


@page(*WORKS)
def cases(visit: Visit) -> HttpResponse:
    """Open differences, newest first."""
    found = queries.cases_of(open_only=True)
    names = names_of({case.employer_id for case in found}, visit.lang)
    table = case_table(visit, found, lambda case: visit.address("controller:case", case_id=case.id), names)
    return visit.page("controller/cases/list.html", {"table": table})


@page(*WORKS, post=True)
def case(visit: Visit, case_id: int) -> HttpResponse:
    """One difference; a controller of the collecting fund maintains it when it is contested."""
    found = queries.case_on(case_id)
    if found is None:
        raise Missing(case_id)
    problem, may_answer = "", acts_as(visit, CONTROLLER)
    note = visit.request.POST.get("note", "").strip()[:LONGEST_NOTE]
    if visit.posted and not may_answer:
        problem = wording.text("refusal.not_allowed", visit.lang)
    elif visit.posted and not note:
        problem = wording.text("employer.cases.no_note", visit.lang)
    elif visit.posted:
        try:
            uphold_difference(case_id=case_id, note=note, by=visit.account_id, at=visit.now)
            return visit.go("controller:case", case_id=case_id)
        except Refused as refused:
            problem = refusals.sentence(refused.refusal, visit.lang)
    context = {
        "case": found,
        "name": names_of([found.employer_id], visit.lang).get(found.employer_id, ""),
        "facts": facts_of(found, visit.lang, wages_behind(found, lambda due_id: visit.address("steering:due", due_id=due_id))),
        "steps": steps_table(found, visit.lang),
        "problems": [{"field": "note" if may_answer else "", "text": problem}] if problem else [],
        "wrong": problem if may_answer else "",
        "may_answer": may_answer and found.state == "contested",
        "note": note,
    }
    return visit.page("controller/cases/page.html", context, status=422 if problem else 200)
