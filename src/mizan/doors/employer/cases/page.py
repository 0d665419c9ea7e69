"""Differences between the yearly wages and the periodic bases: shown, then confirmed or contested."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import refusals, tables, wording
from mizan.doors.case_story import case_table, facts_of, steps_table, wages_behind
from mizan.doors.employer.desk import ACCOUNTANT, employer_here
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.flows.reconcile import confirm_difference, contest_difference
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import CaseKept
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.refusals import Refused

LONGEST_NOTE = 2000


@page(ACCOUNTANT)
def cases(visit: Visit, number: str) -> HttpResponse:
    """Every difference of the employer, newest first."""
    employer = employer_here(visit, number)
    table = case_table(visit, queries.cases_of(employer.id), lambda case: visit.address("employer:case", number=number, case_id=case.id))
    return visit.page("employer/cases/list.html", {"employer": employer, "table": table})


@page(ACCOUNTANT, post=True)
def case(visit: Visit, number: str, case_id: int) -> HttpResponse:
    """One difference; confirm it, or contest it in a few words."""
    employer = employer_here(visit, number)
    found = queries.case_on(case_id)
    if found is None or found.employer_id != employer.id:
        raise Missing(case_id)
    if not visit.posted:
        return _show(visit, employer, found, [])
    note = visit.request.POST.get("note", "").strip()[:LONGEST_NOTE]
    act = visit.request.POST.get("act")
    if act == "contest" and not note:
        return _show(visit, employer, found, [{"field": "note", "text": wording.text("employer.cases.no_note", visit.lang)}])
    try:
        if act == "confirm":
            confirm_difference(case_id=case_id, by=visit.account_id, at=visit.now)
        elif act == "contest":
            contest_difference(case_id=case_id, note=note, by=visit.account_id, at=visit.now)
    except Refused as refused:
        return _show(visit, employer, found, [{"field": "", "text": refusals.sentence(refused.refusal, visit.lang)}])
    return visit.go("employer:case", number=number, case_id=case_id)


def _show(visit: Visit, employer: EmployerKnown, found: CaseKept, problems: list[dict[str, str]]) -> HttpResponse:
    context = {
        "employer": employer,
        "case": found,
        "shortfall": -found.difference,
        "facts": facts_of(found, visit.lang, _wages(visit, employer, found)),
        "steps": steps_table(found, visit.lang),
        "dues": _dues(visit, employer, found),
        "problems": problems,
        "wrong": problems[0]["text"] if problems and problems[0]["field"] else "",
        "note": visit.request.POST.get("note", ""),
        "may_answer": found.state in ("open", "upheld"),
    }
    return visit.page("employer/cases/page.html", context, status=422 if problems else 200)


def _dues(visit: Visit, employer: EmployerKnown, found: CaseKept) -> Table | None:
    kept = [due for due in queries.dues_of(employer.id) if due.id in found.due_ids]
    if not kept:
        return None
    rows = tuple(
        Row(
            (
                tables.code(due.code, href=visit.address("employer:due", number=employer.number, due_id=due.id)),
                tables.amount(due.base),
                tables.amount(due.amount, href=visit.address("employer:due", number=employer.number, due_id=due.id)),
                tables.day(due.due_on),
            )
        )
        for due in kept
    )
    heads = columns(visit.lang, "employer.dues", "code", "base#", "amount#", "due_on")
    return Table("case-dues", wording.text("case.dues", visit.lang), heads, rows)


def _wages(visit: Visit, employer: EmployerKnown, found: CaseKept) -> str:
    return wages_behind(found, lambda due_id: visit.address("employer:due", number=employer.number, due_id=due_id))
