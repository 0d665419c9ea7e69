"""A person's own account: signing out ends what was copied, and machines get their tokens from a person."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from tests.doors.api.conftest import World, build_world

PASSWORD = "un long mot de passe"
FRESH = "un autre mot de passe"


@pytest.fixture
def world(db: object) -> World:
    """The small world in a database of this test alone."""
    return build_world()


@pytest.fixture
def lina(world: World) -> Iterator[Client]:
    """An accountant of employer "alif" who has a password, signed in by it."""
    from mizan.config.database import connect_as
    from mizan.config.home import home
    from mizan.doors import clock
    from mizan.funds.access import queries as access
    from mizan.funds.access.actions import grant_role, open_account
    from mizan.funds.access.types import Role, Scope

    (home() / "static").mkdir(exist_ok=True)
    cache.clear()
    with connect_as("batch"):
        by, at = access.system_account(), clock.now()
        account = open_account(
            username="lina", name_ar="لينا", name_fr="Lina", language="ar", password=PASSWORD, by=by, at=at, iterations=10
        )  # fmt: skip
        grant_role(
            account_id=account, role=Role.EMPLOYER_ACCOUNTANT, scope_kind=Scope.EMPLOYER, scope_id=world.employers["alif"],
            valid_from=clock.today(), by=by, at=at,
        )  # fmt: skip
    yield signed_in()
    cache.clear()


def signed_in(password: str = PASSWORD) -> Client:
    """A browser that signed in as a person does."""
    client = Client(headers={"host": "localhost"})
    client.post("/fr/sign-in", {"username": "lina", "password": password})
    return client


def known(client: Client) -> bool:
    """Whether a page behind a wall opens."""
    return client.get("/fr/account/").status_code == 200


def copy_of(client: Client) -> Client:
    """Another browser with the same cookies."""
    other = Client(headers={"host": "localhost"})
    for name, morsel in client.cookies.items():
        other.cookies[name] = morsel.value
    return other


def issue(client: Client, **more: object) -> str:
    """A token issued by the page; its secret."""
    form = {"label": "Paie", "scopes": ["declare", "read"], "days": "90", "password": PASSWORD, **more}
    answer = client.post("/fr/account/tokens", form)
    assert answer.status_code == 200, answer.content.decode()
    found = re.findall(r"mizan_[\w-]{40,}", html.unescape(answer.content.decode().partition('id="secret"')[2]))
    assert found
    return str(found[0])


def asks(secret: str) -> int:
    """What the API answers to a token."""
    return Client(headers={"host": "localhost"}).get("/api/v1/account", headers={"Authorization": f"Bearer {secret}"}).status_code


def test_signing_out_makes_a_copied_cookie_worthless(lina: Client) -> None:
    copied, elsewhere = copy_of(lina), signed_in()
    assert known(lina)
    assert known(copied)
    secret = issue(lina)
    assert lina.post("/fr/sign-out").status_code == 302
    assert [known(client) for client in (lina, copied, elsewhere)] == [False, False, False]
    assert asks(secret) == 200
    assert known(signed_in())


def test_signing_out_everywhere_voids_the_tokens_too(lina: Client) -> None:
    copied, secret = copy_of(lina), issue(lina)
    assert asks(secret) == 200
    assert lina.post("/fr/account/").status_code == 302
    assert not known(copied)
    assert asks(secret) == 401


def test_a_token_comes_from_a_person_and_is_shown_once(lina: Client) -> None:
    secret = issue(lina)
    answer = Client(headers={"host": "localhost"}).get("/api/v1/account", headers={"Authorization": f"Bearer {secret}"})
    assert answer.json()["scopes"] == ["declare", "read"]
    assert answer.json()["username"] == "lina"
    page = lina.get("/fr/account/tokens").content.decode()
    assert secret not in page
    assert "Paie" in page
    (token,) = set(re.findall(r'name="token" value="([0-9]+)"', page))
    assert lina.post("/fr/account/tokens", {"act": "revoke", "token": token}).status_code == 302
    assert asks(secret) == 401
    assert lina.post("/fr/account/tokens", {"act": "revoke", "token": token}).status_code == 422


@pytest.mark.parametrize(
    ("field", "value"),
    [("label", " "), ("label", "x" * 81), ("scopes", []), ("scopes", ["settle"]), ("scopes", ["everything"]), ("days", "400"),
     ("days", "²"), ("password", ""), ("password", "not this one")],
)  # fmt: skip
def test_a_token_that_may_not_be_is_told_beside_its_field(lina: Client, field: str, value: object) -> None:
    form = {"label": "Paie", "scopes": ["declare"], "days": "90", "password": PASSWORD, field: value}
    answer = lina.post("/fr/account/tokens", form)
    assert answer.status_code == 422
    assert f'href="#{"scopes-declare" if field == "scopes" else field}"' in answer.content.decode()
    assert "mizan_" not in answer.content.decode()


def test_another_persons_token_can_not_be_revoked(lina: Client, world: World) -> None:
    from mizan.funds.access.context import acting_as
    from mizan.funds.access.queries import tokens_of

    with acting_as(world.accounts["ba"]):
        (token,) = tokens_of(world.accounts["ba"])
    assert lina.post("/fr/account/tokens", {"act": "revoke", "token": str(token.id)}).status_code == 422
    assert asks(world.tokens["ba"]) == 200


def test_a_new_password_replaces_the_former_and_ends_everything(lina: Client) -> None:
    copied, secret = copy_of(lina), issue(lina)
    for former, fresh, field in ((PASSWORD, "short", "password"), (PASSWORD, PASSWORD, "password"), ("wrong", FRESH, "former")):
        answer = lina.post("/ar/account/password", {"former": former, "password": fresh})
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.content.decode()
    done = lina.post("/ar/account/password", {"former": PASSWORD, "password": FRESH})
    assert done.status_code == 302
    assert "كلمة المرور" in Client(headers={"host": "localhost"}).get(done.headers["Location"]).content.decode()
    assert not known(lina)
    assert not known(copied)
    assert asks(secret) == 401
    assert not known(signed_in())
    assert known(signed_in(FRESH))


def test_guessing_the_password_from_an_open_session_is_counted(lina: Client) -> None:
    answers = [lina.post("/fr/account/password", {"former": "guess", "password": FRESH}).status_code for _ in range(12)]
    assert answers[0] == 422
    assert answers[-1] == 429


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_account_is_read_in_both_languages(lina: Client, lang: str) -> None:
    for path in ("", "password", "tokens"):
        answer = lina.get(f"/{lang}/account/{path}")
        assert answer.status_code == 200, path
        assert f'lang="{lang}"' in answer.content.decode()
        assert answer.headers["Cache-Control"] == "private, no-store"
