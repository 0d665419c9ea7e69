"""What the account's pages share: everybody has one, and what can not be undone asks for the password again."""

from __future__ import annotations

from django.contrib import auth

from mizan.doors import wording
from mizan.doors.pages import Visit
from mizan.funds.access.types import Role

EVERYBODY = tuple(role.value for role in Role if role is not Role.SYSTEM)
LONGEST_PASSWORD = 1000
"""Characters; a password is derived at a cost, and nobody types more."""


def doubt(visit: Visit, password: str) -> str:
    """What is wrong with the password given to confirm an act; empty when it is the account's own.

    A failure counts as a failed sign-in: a session left open is no way round the limit on guesses.
    """
    if not password:
        return wording.text("public.sign_in.no_password", visit.lang)
    username = visit.account.username if visit.account is not None else ""
    if len(password) <= LONGEST_PASSWORD and auth.authenticate(visit.request, username=username, password=password) is not None:
        return ""
    return wording.text("refusal.password_wrong", visit.lang)


def locked(visit: Visit) -> bool:
    """Whether too many failures have closed the account for a while."""
    return bool(getattr(visit.request, "axes_locked_out", False))
