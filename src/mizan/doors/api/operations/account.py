"""Who a token speaks for."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from mizan.doors.api.passport import ANYBODY, caller_of
from mizan.doors.api.problems import Sentence, Stop
from mizan.doors.api.rules import stated
from mizan.doors.api.shapes.account import AccountShown, GrantShown
from mizan.funds.access import queries as access

router = Router()


@router.get("/account", **stated({200: AccountShown}, scope=None, roles=ANYBODY, missing=True))
def account(request: HttpRequest) -> AccountShown:
    """The account behind the token, its roles in force today, and what the token is limited to."""
    caller = caller_of(request)
    person = access.account_of(caller.account_id)
    if person is None:
        raise Stop(404)
    grants = [GrantShown(role=g.role, scope_kind=g.scope_kind, scope_id=g.scope_id, valid_until=g.valid_until) for g in caller.grants]
    return AccountShown(
        id=person.id,
        username=person.username,
        name=Sentence(ar=person.name_ar, fr=person.name_fr),
        grants=grants,
        scopes=list(caller.scopes),
        today=caller.today,
    )
