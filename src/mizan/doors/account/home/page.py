"""Who one is here, and the ways to end every session at once."""

from __future__ import annotations

from django.contrib import auth
from django.http import HttpResponse

from mizan.doors import shown, wording
from mizan.doors.account.desk import EVERYBODY
from mizan.doors.pages import Visit, page
from mizan.funds.access import queries as access
from mizan.funds.access.actions import sign_out_everywhere
from mizan.funds.access.types import GrantHeld, Scope
from mizan.funds.people import queries as people


@page(*EVERYBODY, post=True)
def home(visit: Visit) -> HttpResponse:
    """The account with its roles; sign out everywhere, which voids its tokens too."""
    if visit.posted:
        sign_out_everywhere(by=visit.account_id, at=visit.now)
        auth.logout(visit.request)
        return visit.go("public:sign-in")
    live = sum(token.revoked_at is None and token.expires_at > visit.now for token in access.tokens_of(visit.account_id))
    return visit.page("account/home/page.html", {"facts": _facts(visit), "live": live})


def _facts(visit: Visit) -> list[dict[str, object]]:
    lang = visit.lang
    facts: list[dict[str, object]] = [
        {"label": wording.text("public.sign_in.username", lang), "kind": "code", "value": visit.account.username if visit.account else ""}
    ]
    for grant in visit.grants:
        note = wording.text("account.until", lang, day=shown.day(grant.valid_until, lang)) if grant.valid_until else ""
        facts.append({"label": wording.text(f"role.{grant.role}", lang), "kind": "text", "value": _scope(grant, visit), "note": note})
    return facts


def _scope(grant: GrantHeld, visit: Visit) -> str:
    """For what a role is held, in words."""
    if grant.scope_kind is Scope.FUND:
        return wording.text(f"fund_name.{grant.scope_id}", visit.lang)
    if grant.scope_kind is Scope.EMPLOYER:
        found = people.employers_of([int(grant.scope_id)]).get(int(grant.scope_id))
        return "" if found is None else f"{found.number} · {found.name_ar if visit.lang == 'ar' else found.name_fr}"
    return grant.scope_id or wording.text("account.nation", visit.lang)
