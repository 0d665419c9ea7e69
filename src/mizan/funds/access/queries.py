"""Questions about accounts and what they may do. As ``web`` each answers only for the account of the transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256

from django.db import connection
from django.db.models import Q

from mizan.funds.access.log_verification import verify_logs
from mizan.funds.access.models import Account, Act, Grant, Read, Token
from mizan.funds.access.types import ActLogged, GrantHeld, Person, ReadLogged, Role, Scope, TokenHeld

__all__ = [
    "account_of",
    "account_on",
    "acts_on",
    "grants_of",
    "may",
    "names_of",
    "reads_of",
    "scopes_of",
    "system_account",
    "token_holder",
    "tokens_of",
    "verify_logs",
]

SYSTEM = "system"
"""The account in whose name night work and set-based acts are done; it has no password."""


def account_on(username: str) -> Person | None:
    """The account of this name (as ``web``: only one's own)."""
    found = Account.objects.filter(username=username).first()
    return None if found is None else _person(found)


def account_of(account_id: int) -> Person | None:
    """The account with this id (as ``web``: only one's own; ``names_of`` gives the names of others)."""
    found = Account.objects.filter(pk=account_id).first()
    return None if found is None else _person(found)


def system_account() -> int:
    """The id of the system's own account; it exists from the first migration."""
    return Account.objects.values_list("pk", flat=True).get(username=SYSTEM)


def names_of(account_ids: Iterable[int]) -> dict[int, Person]:
    """Who did it: the accounts behind these ids, as far as the asker may know their names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, username, name_ar, name_fr, language, is_active FROM access_names(%s)", [sorted(set(account_ids))])
        return {row[0]: Person(*row) for row in cursor.fetchall()}


def grants_of(account_id: int, *, on: date | None = None) -> tuple[GrantHeld, ...]:
    """The roles the account holds, oldest first; with ``on``, only those in force that day and not revoked."""
    rows = Grant.objects.filter(account_id=account_id).order_by("valid_from", "pk")
    if on is not None:
        rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on, revoked_at__isnull=True)
    return tuple(_grant(row) for row in rows)


def may(account_id: int, role: Role, *, on: date, scope: tuple[Scope, str] | None = None) -> bool:
    """Whether the account holds this role that day, for that scope if one is given (the nation's scope holds for every scope)."""
    for held in grants_of(account_id, on=on):
        if held.role != role:
            continue
        if scope is None or held.scope_kind == Scope.NATION or (held.scope_kind, held.scope_id) == scope:
            return True
    return False


def scopes_of(account_id: int, scope_kind: Scope, *, on: date, role: Role | None = None) -> tuple[str, ...]:
    """The ids (employers, funds, agencies) the account holds a role for, in order and without repetition."""
    held = (g for g in grants_of(account_id, on=on) if g.scope_kind == scope_kind and role in (None, g.role))
    return tuple(sorted({g.scope_id for g in held}))


def token_holder(secret: str, *, at: datetime) -> TokenHeld | None:
    """The live token with this secret, asked before anybody is known; ``None`` if it is unknown, expired or revoked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, account_id, scopes, expires_at FROM access_token_holder(%s)", [sha256(secret.encode()).digest()])
        row = cursor.fetchone()
    if row is None or row[3] <= at:
        return None
    return TokenHeld(row[0], row[1], "", tuple(row[2]), row[3], None)


def tokens_of(account_id: int) -> tuple[TokenHeld, ...]:
    """The account's tokens, newest first."""
    rows = Token.objects.filter(account_id=account_id).order_by("-pk")
    return tuple(TokenHeld(t.pk, t.account_id, t.label, tuple(t.scopes), t.expires_at, t.revoked_at) for t in rows)


def acts_on(subject_kind: str, subject_id: str | int, *, limit: int = 200) -> tuple[ActLogged, ...]:
    """What was done to a subject, newest first."""
    rows = Act.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by("-pk")[:limit]
    return tuple(ActLogged(r.pk, r.at, r.account_id, r.verb, r.subject_kind, r.subject_id, r.detail) for r in rows)


def reads_of(subject_kind: str, subject_id: str | int, *, limit: int = 200) -> tuple[ReadLogged, ...]:
    """Who looked at a subject's personal data, newest first."""
    rows = Read.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by("-pk")[:limit]
    return tuple(ReadLogged(r.pk, r.at, r.account_id, r.purpose, r.subject_kind, r.subject_id, r.route) for r in rows)


def _person(row: Account) -> Person:
    return Person(row.pk, row.username, row.name_ar, row.name_fr, row.language, row.is_active)


def _grant(row: Grant) -> GrantHeld:
    scope = Scope(row.scope_kind)
    return GrantHeld(row.pk, row.account_id, Role(row.role), scope, row.scope_id, row.valid_from, row.valid_until, row.revoked_at)
