"""A session is bound to the account's stamp: a new stamp ends it wherever it is."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user, login
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import transaction
from django.http import HttpRequest

from mizan.funds.access.actions import sign_out_everywhere
from mizan.funds.access.auth import Backend
from mizan.funds.access.context import acting_as


def signed_in(people: Any) -> str:
    """The session cookie of a person who has just signed in."""
    request = HttpRequest()
    request.session = SessionStore()
    with transaction.atomic():
        account = Backend().authenticate(request, "alpha", people.password)
        assert account is not None
        login(request, account, backend="mizan.funds.access.auth.Backend")
    request.session.save()
    return str(request.session.session_key)


def holder(cookie: str) -> Any:
    request = HttpRequest()
    request.session = SessionStore(cookie)
    return get_user(request)


def test_a_session_names_its_account_until_the_stamp_changes(people: Any) -> None:
    first, second = signed_in(people), signed_in(people)
    assert holder(first).pk == holder(second).pk == people["alpha"]
    with acting_as(people["alpha"]):
        sign_out_everywhere(by=people["alpha"], at=people.at)
    assert not holder(first).is_authenticated
    assert not holder(second).is_authenticated
    assert holder(signed_in(people)).pk == people["alpha"]


def test_a_forged_or_closed_session_is_nobodys(db: Any, people: Any) -> None:
    cookie = signed_in(people)
    assert not holder(cookie[:-2] + "xx").is_authenticated
    with db.raw() as admin:
        admin.execute("UPDATE access_account SET is_active = false WHERE id = %s", [people["alpha"]])
    assert not holder(cookie).is_authenticated


def test_nobody_renews_anothers_stamp(db: Any, people: Any) -> None:
    cookie = signed_in(people)
    with acting_as(people["beta"]):
        sign_out_everywhere(by=people["beta"], at=people.at)
    assert holder(cookie).pk == people["alpha"]
