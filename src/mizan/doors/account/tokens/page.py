"""Tokens: what a machine of this person may do in their name, and until when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.http import HttpResponse

from mizan.doors import errors, refusals, tables, wording
from mizan.doors.account.desk import EVERYBODY, doubt, locked
from mizan.doors.api.passport import ANYBODY, CONTROLS, DECLARES, SETTLES, STAFF
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.funds.access import queries as access
from mizan.funds.access.actions import issue_token, revoke_token
from mizan.funds.access.types import Role, TokenHeld, TokenIssued
from mizan.kernel.refusals import Refused

LONGEST_LABEL = 80
MOST = 20
"""Tokens in force at once; whoever needs more has forgotten some."""
DAYS = ("30", "90", "180", "365")
OPENS: Mapping[str, frozenset[Role]] = {"declare": DECLARES, "read": ANYBODY, "settle": SETTLES | CONTROLS, "steer": STAFF}
"""Each scope with the roles to which it opens anything."""
ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


@page(*EVERYBODY, post=True)
def tokens(visit: Visit) -> HttpResponse:
    """The tokens in force and those that are over; issue one, whose secret is shown this once; revoke one."""
    if not visit.posted:
        return _show(visit)
    if visit.request.POST.get("act") == "revoke":
        return _revoke(visit)
    wrong = _wrong(visit)
    if locked(visit):
        return errors.answer(visit.request, visit.lang, 429)
    if wrong:
        return _show(visit, wrong)
    posted = visit.request.POST
    expires_at = visit.now + timedelta(days=int(posted["days"]))
    issued = issue_token(
        label=posted["label"].strip(), scopes=posted.getlist("scopes"), expires_at=expires_at, by=visit.account_id, at=visit.now
    )  # fmt: skip
    return _show(visit, issued=issued)


def _revoke(visit: Visit) -> HttpResponse:
    asked = visit.request.POST.get("token", "")
    try:
        revoke_token(token_id=int(asked) if ID.fullmatch(asked) else 0, by=visit.account_id, at=visit.now)
    except Refused as refused:
        return _show(visit, {"": refusals.sentence(refused.refusal, visit.lang)})
    return visit.go("account:tokens")


def _wrong(visit: Visit) -> dict[str, str]:
    """What is wrong with the form, by field; the password is only tried when all the rest is right."""
    posted, wrong = visit.request.POST, {}
    if not 0 < len(posted.get("label", "").strip()) <= LONGEST_LABEL:
        wrong["label"] = wording.text("account.tokens.no_label", visit.lang, longest=LONGEST_LABEL)
    scopes = posted.getlist("scopes")
    if not scopes or not set(scopes) <= set(_offered(visit)):
        wrong["scopes"] = wording.text("account.tokens.no_scope", visit.lang)
    if posted.get("days") not in DAYS:
        wrong["days"] = wording.text("account.tokens.no_days", visit.lang)
    if sum(_live(token, visit) for token in access.tokens_of(visit.account_id)) >= MOST:
        wrong[""] = wording.text("account.tokens.too_many", visit.lang, most=MOST)
    if not wrong and (text := doubt(visit, posted.get("password", ""))):
        wrong["password"] = text
    return wrong


def _offered(visit: Visit) -> tuple[str, ...]:
    """The scopes that open something to the visitor's roles."""
    return tuple(scope for scope, roles in OPENS.items() if any(role.value in visit.roles for role in roles))


def _live(token: TokenHeld, visit: Visit) -> bool:
    return token.revoked_at is None and token.expires_at > visit.now


def _scopes(scopes: Sequence[str], visit: Visit) -> str:
    return " · ".join(wording.text(f"account.scope.{scope}", visit.lang) for scope in scopes)


def _show(visit: Visit, wrong: dict[str, str] | None = None, issued: TokenIssued | None = None) -> HttpResponse:
    posted, wrong = visit.request.POST, wrong or {}
    asked = [] if issued else posted.getlist("scopes")
    found = access.tokens_of(visit.account_id)
    scopes = [
        {"value": scope, "text": wording.text(f"account.scope.{scope}", visit.lang), "checked": scope in asked,
         "hint": wording.text(f"account.scope_note.{scope}", visit.lang)}
        for scope in _offered(visit)
    ]  # fmt: skip
    context = {
        "issued": issued,
        "live": [{"token": token, "scopes": _scopes(token.scopes, visit)} for token in found if _live(token, visit)],
        "over": _over(visit, [token for token in found if not _live(token, visit)]),
        "scopes": scopes,
        "days": [{"value": days, "text": wording.text("account.tokens.days", visit.lang, count=int(days))} for days in DAYS],
        "day": posted.get("days", DAYS[1]),
        "label": "" if issued else posted.get("label", ""),
        "wrong": wrong,
        "problems": [{"field": f"scopes-{scopes[0]['value']}" if name == "scopes" else name, "text": text} for name, text in wrong.items()],
    }
    return visit.page("account/tokens/page.html", context, status=422 if wrong else 200)


def _over(visit: Visit, found: list[TokenHeld]) -> Table | None:
    if not found:
        return None
    rows = tuple(
        Row(
            (
                tables.text(token.label),
                tables.text(_scopes(token.scopes, visit)),
                tables.moment(token.expires_at),
                tables.moment(token.revoked_at),
            )
        )
        for token in found
    )
    heads = columns(visit.lang, "account.tokens", "label", "scopes", "expires", "revoked")
    return Table("over", wording.text("account.tokens.over", visit.lang), heads, rows)
