"""What is due and why."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from mizan.doors.api.passport import ANYBODY
from mizan.doors.api.problems import Stop
from mizan.doors.api.reading import Id, Left, PeriodKey, YearKey
from mizan.doors.api.rules import stated
from mizan.doors.api.scope import payer_asked
from mizan.doors.api.shapes.dues import DueOpened, DueShown, DuesShown, MatchShown, ShareShown
from mizan.funds.contributions import queries

router = Router()


@router.get("/dues", **stated({200: DuesShown}, scope="read", roles=ANYBODY, missing=True))
def dues(
    request: HttpRequest,
    employer_id: Query[Id | Left] = None,
    period_key: Query[PeriodKey | YearKey | Left] = None,
    filing_id: Query[Id | Left] = None,
    live_only: Query[bool] = False,
) -> DuesShown:
    """The dues of one employer or self-employed person, newest period first, reversed ones included unless `live_only`."""
    payer = payer_asked(request, employer_id)
    found = queries.dues_of(payer, period_key=period_key, filing_id=filing_id, live_only=live_only)
    return DuesShown(dues=[DueShown.from_orm(due) for due in found])


@router.get("/dues/{due_id}", **stated({200: DueOpened}, scope="read", roles=ANYBODY, missing=True))
def due(request: HttpRequest, due_id: Id) -> DueOpened:
    """One due: its shares by branch and payer, what was laid on it, and each step of the law that made it."""
    found = queries.due_on(due_id)
    if found is None:
        raise Stop(404)
    return DueOpened(
        due=DueShown.from_orm(found.due),
        shares=[ShareShown.from_orm(share) for share in found.shares],
        matches=[MatchShown.from_orm(match) for match in found.matches],
        trace=dict(found.trace),
    )
