"""Differences between the yearly wages and the periodic bases."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router

from mizan.doors.api.keyed import Done, Key, answer_once
from mizan.doors.api.passport import ANYBODY, CNAS, CONTROLS, DECLARES, JSON, caller_of
from mizan.doors.api.problems import Stop
from mizan.doors.api.reading import Id, Left, Year
from mizan.doors.api.rules import stated
from mizan.doors.api.scope import employer_asked
from mizan.doors.api.shapes.dues import CaseShown, CasesShown, Contested, Upheld
from mizan.flows.reconcile import confirm_difference, contest_difference, uphold_difference
from mizan.funds.contributions import queries

router = Router()


@router.get("/cases", **stated({200: CasesShown}, scope="read", roles=ANYBODY, missing=True))
def cases(
    request: HttpRequest, employer_id: Query[Id | Left] = None, year: Query[Year | Left] = None, open_only: Query[bool] = False
) -> CasesShown:
    """Cases, newest first, at most 200: of one employer, or of all those the account may see."""
    wanted = None if employer_id is None else employer_asked(request, employer_id).id
    found = queries.cases_of(wanted, year=year, open_only=open_only)
    return CasesShown(cases=[CaseShown.from_orm(case) for case in found])


@router.get("/cases/{case_id}", **stated({200: CaseShown}, scope="read", roles=ANYBODY, missing=True))
def case(request: HttpRequest, case_id: Id) -> CaseShown:
    """One case with what each side said."""
    return _case(case_id)


@router.post(
    "/cases/{case_id}/confirm",
    **stated({200: CaseShown}, scope="declare", roles=DECLARES, missing=True, writes=True),
)
def confirm_case(request: HttpRequest, case_id: Id, idempotency_key: Key) -> HttpResponseBase:
    """Agree: the difference is posted as a complementary assessment (or a credit when it is negative)."""
    caller = caller_of(request)

    def act() -> Done:
        confirm_difference(case_id=case_id, by=caller.account_id, at=caller.now)
        return Done(200, _case(case_id))

    return answer_once(request, idempotency_key, act)


@router.post(
    "/cases/{case_id}/contest",
    **stated({200: CaseShown}, scope="declare", roles=DECLARES, brings=JSON, missing=True, writes=True),
)
def contest_case(request: HttpRequest, case_id: Id, contested: Contested, idempotency_key: Key) -> HttpResponseBase:
    """Disagree, and say why: nothing is posted until the fund answers."""
    caller = caller_of(request)

    def act() -> Done:
        contest_difference(case_id=case_id, note=contested.note, by=caller.account_id, at=caller.now)
        return Done(200, _case(case_id))

    return answer_once(request, idempotency_key, act)


@router.post(
    "/cases/{case_id}/uphold",
    **stated({200: CaseShown}, scope="settle", roles=CONTROLS, collecting=CNAS, brings=JSON, missing=True, writes=True),
)
def uphold_case(request: HttpRequest, case_id: Id, upheld: Upheld, idempotency_key: Key) -> HttpResponseBase:
    """The fund maintains a contested difference, and says why: it may be confirmed again, or lapses after the law's delay."""
    caller = caller_of(request)

    def act() -> Done:
        uphold_difference(case_id=case_id, note=upheld.note, by=caller.account_id, at=caller.now)
        return Done(200, _case(case_id))

    return answer_once(request, idempotency_key, act)


def _case(case_id: int) -> CaseShown:
    found = queries.case_on(case_id)
    if found is None:
        raise Stop(404)
    return CaseShown.from_orm(found)
