"""What every address of the API answers, whatever it is asked: tokens, scopes, roles, methods, media types."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.doors.api.conftest import PEOPLE, World
from tests.doors.api.walking import operations


def _is_problem(body: object) -> bool:
    return isinstance(body, dict) and set(body) == {"code", "message", "field", "basis"} and set(body["message"]) == {"ar", "fr"}


def test_without_a_token_nothing_answers(client: Client, world: World) -> None:
    for operation in operations():
        for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer mizan_guess"}, {"Authorization": "Basic YTpi"}):
            response = operation.send(client, headers)
            assert response.status_code == 401, (operation, headers, response.content)
            assert response.json()["code"] == "unauthenticated"
            assert response.headers["WWW-Authenticate"].startswith("Bearer")
            assert _is_problem(response.json())


def test_strange_tokens_are_only_unknown(client: Client, world: World) -> None:
    for token in ("é" * 40, "x" * 10_000, "a b c", "\x7f", "%00"):
        assert client.get("/api/v1/account", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_a_session_is_not_a_token(client: Client, world: World) -> None:
    """A signed-in browser that follows a link to the API is nobody there."""
    from django.contrib.auth import SESSION_KEY

    session = client.session
    session[SESSION_KEY] = world.accounts["director"]
    session.save()
    for operation in operations():
        assert operation.send(client, {}).status_code == 401


def test_a_token_ends(client: Client, world: World) -> None:
    from mizan.config.database import connect_as
    from mizan.doors import clock
    from mizan.funds.access import queries as access
    from mizan.funds.access.actions import issue_token, revoke_token
    from mizan.funds.access.context import acting_as

    assert client.get("/api/v1/account", headers=world.headers("alif")).status_code == 200
    now = clock.now()
    with acting_as(world.accounts["alif"]):
        for token in access.tokens_of(world.accounts["alif"]):
            revoke_token(token_id=token.id, by=world.accounts["alif"], at=now)
    assert client.get("/api/v1/account", headers=world.headers("alif")).status_code == 401
    with connect_as("batch"):
        past = issue_token(
            label="past", scopes=("read",), expires_at=now - timedelta(days=1), by=world.accounts["ba"], at=now - timedelta(days=2)
        )
    assert client.get("/api/v1/account", headers={"Authorization": f"Bearer {past.secret}"}).status_code == 401


def test_each_operation_asks_for_its_scope_and_its_roles(client: Client, world: World) -> None:
    seen = 0
    for operation in operations():
        if operation.scope not in (None, "read"):
            response = operation.send(client, world.headers("reader"))
            assert (response.status_code, response.json()["code"]) == (403, "token_lacks_scope"), operation
            seen += 1
        for who, (role, kind, scope) in PEOPLE.items():
            response = operation.send(client, world.headers(who))
            elsewhere = operation.fund is not None and kind == "fund" and scope not in operation.fund.split(" | ")
            refused = operation.roles is not None and (role not in operation.roles or elsewhere)
            assert (response.status_code == 403 and response.json()["code"] == "not_allowed") == refused, (operation, who, response.content)
            assert response.status_code in operation.statuses, (operation, who, response.content)
    assert seen


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_are_named_as_such(client: Client, world: World, method: str) -> None:
    taken: dict[str, set[str]] = {}
    for operation in operations():
        taken.setdefault(operation.path, set()).add(operation.method)
    for path, methods in taken.items():
        if method in methods:
            continue
        response = client.generic(method, path.replace("{", "").replace("}", "") if "{" not in path else _numbered(path))
        assert response.status_code == 405, (method, path, response.status_code)
        assert set(response.headers["Allow"].split(", ")) == methods
        assert method == "HEAD" or _is_problem(response.json())


def _numbered(path: str) -> str:
    import re

    return re.sub(r"\{[^}]+\}", "1", path)


@pytest.mark.parametrize("path", ["", "nothing", "dues/", "dues/1/2/3", "%00", "../api/v1/x", "%ff%fe", "a" * 5000])
def test_an_address_that_leads_nowhere(client: Client, world: World, path: str) -> None:
    for headers in ({}, world.headers("director")):
        response = client.get(f"/api/v1/{path}", headers=headers)
        assert response.status_code == 404
        assert _is_problem(response.json())


def test_the_wrong_media_type_and_too_much_of_it(client: Client, world: World) -> None:
    tried = 0
    for operation in operations():
        if operation.media_type is None:
            continue
        role = next(
            who for who, (role, kind, scope) in PEOPLE.items()
            if (operation.roles is None or role in operation.roles)
            and (operation.fund is None or kind != "fund" or scope in operation.fund.split(" | "))
        )  # fmt: skip
        headers = {**world.headers(role), "Idempotency-Key": "media"}
        for media_type in ("text/plain", "application/xml", "application/x-www-form-urlencoded", ""):
            response = client.generic(operation.method, operation.address(), b"x=1", content_type=media_type, headers=headers)
            assert response.status_code == 415, (operation, media_type, response.content)
        huge = client.generic(
            operation.method, operation.address(), b"x", content_type=operation.media_type, headers=headers, CONTENT_LENGTH=str(10**12)
        )
        assert huge.status_code == 413, (operation, huge.content)
        assert _is_problem(huge.json())
        tried += 1
    assert tried


def test_the_reference_needs_nothing_from_elsewhere(client: Client, world: World) -> None:
    page = client.get("/api/v1/docs")
    text = page.content.decode()
    assert page.status_code == 200
    for operation in operations():
        assert operation.path in text
    assert "<script" not in text
    assert "http://" not in text
    assert "https://" not in text
    described = client.get("/api/v1/openapi.json")
    assert described.status_code == 200
    assert described.json()["openapi"].startswith("3.1")


def test_a_misspelt_parameter_is_not_passed_over(client: Client, world: World) -> None:
    for query in ("emplyer_id=1", "limit=2&limit=3", "%ff=1", "live_only=true&x"):
        path = "dues" if "live" in query else "filings"
        response = client.get(f"/api/v1/{path}?{query}", headers=world.headers("alif"))
        assert (response.status_code, response.json()["code"]) == (422, "unknown_parameter"), query
    assert client.get("/api/v1/account?x=1").status_code == 401
    assert client.get("/api/v1/account?x=1", headers=world.headers("alif")).status_code == 422
