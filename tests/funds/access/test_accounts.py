"""Accounts, passwords, grants and tokens on the real database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import transaction

from mizan.config.database import connect_as
from mizan.funds.access import actions, queries
from mizan.funds.access.auth import Backend
from mizan.funds.access.context import acting_as, current_account, set_account
from mizan.funds.access.passwords import account_with
from mizan.funds.access.types import Role, Scope
from mizan.kernel.refusals import Refused

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"
SINCE = date(2024, 1, 1)


def test_sign_in_gives_the_account_and_nothing_else(people: Any) -> None:
    with transaction.atomic():
        account = Backend().authenticate(None, "Alpha ", PASSWORD)
        assert account is not None
        assert account.pk == people["alpha"]
        assert current_account() == people["alpha"], "the rest of the request works for that account"
    assert Backend().authenticate(None, "alpha", PASSWORD + "x") is None
    assert Backend().authenticate(None, "nobody", PASSWORD) is None
    assert Backend().authenticate(None, "system", "") is None
    assert Backend().authenticate(None, "al\x00pha", PASSWORD) is None


def test_an_inactive_account_can_not_sign_in_nor_keep_its_session(db: Any, people: Any) -> None:
    with db.raw() as admin:
        admin.execute("UPDATE access_account SET is_active = false WHERE id = %s", [people["alpha"]])
    assert Backend().authenticate(None, "alpha", PASSWORD) is None
    assert Backend().get_user(people["alpha"]) is None
    assert Backend().get_user(people["beta"]) is not None


def test_hashes_are_out_of_reach(db: Any, people: Any) -> None:
    for role in ("mizan_web", "mizan_batch", "mizan_audit"):
        with db.raw(role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT digest FROM access_secret")
    for function in ("access_secret_keep(1, 'a', 'b')", "access_live_grants()"):
        with db.raw("mizan_web") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"SELECT {function}")


def test_a_new_password_signs_out_everywhere(people: Any) -> None:
    with acting_as(people["alpha"]):
        before = Backend().get_user(people["alpha"])
        assert before is not None
        actions.change_password(former=PASSWORD, password="another long password", by=people["alpha"], at=AT, iterations=10)
        after = Backend().get_user(people["alpha"])
        assert after is not None
        assert before.get_session_auth_hash() != after.get_session_auth_hash()
    assert account_with("alpha", PASSWORD) is None
    assert account_with("alpha", "another long password") == people["alpha"]
    with acting_as(people["alpha"]), pytest.raises(Refused, match="password_wrong"):
        actions.change_password(former=PASSWORD, password="yet another password", by=people["alpha"], at=AT, iterations=10)
    with acting_as(people["alpha"]), pytest.raises(Refused, match="password_too_short"):
        actions.change_password(former=PASSWORD, password="short", by=people["alpha"], at=AT)


def test_accounts_and_grants_are_the_batch_roles_business(db: Any, people: Any) -> None:
    with db.raw("mizan_web") as web:
        for statement in (
            (
                "INSERT INTO access_account (username, name_ar, name_fr, language, stamp, is_active, opened_at) "
                "VALUES ('x', 'x', 'x', 'fr', '', true, now())"
            ),
            "INSERT INTO access_grant (account_id, role, scope_kind, scope_id, valid_from) VALUES (1, 'minister', 'nation', '', now())",
            "UPDATE access_grant SET valid_until = NULL",
            "UPDATE access_account SET is_active = true",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(statement)


def test_grants_hold_for_their_days_and_are_revoked_once(people: Any) -> None:
    with connect_as("batch"):
        grant = actions.grant_role(
            account_id=people["alpha"], role=Role.DIRECTOR, scope_kind=Scope.FUND, scope_id="CNR",
            valid_from=date(2026, 1, 1), valid_until=date(2026, 2, 1), by=people.system, at=AT,
        )  # fmt: skip
        held = {on: queries.may(people["alpha"], Role.DIRECTOR, on=on) for on in (date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 1))}
        assert list(held.values()) == [False, True, False]
        assert queries.may(people["alpha"], Role.DIRECTOR, on=date(2026, 1, 5), scope=(Scope.FUND, "CNR"))
        assert not queries.may(people["alpha"], Role.DIRECTOR, on=date(2026, 1, 5), scope=(Scope.FUND, "CNAS"))
        assert queries.may(people["minister"], Role.MINISTER, on=date(2026, 1, 5), scope=(Scope.FUND, "CNAS"))
        with pytest.raises(Refused, match="grant_exists"):
            actions.grant_role(
                account_id=people["alpha"], role=Role.EMPLOYER_ACCOUNTANT, scope_kind=Scope.EMPLOYER, scope_id=people.employers["alpha"],
                valid_from=SINCE, by=people.system, at=AT,
            )  # fmt: skip
        actions.revoke_grant(grant_id=grant, by=people.system, at=AT)
        assert not queries.may(people["alpha"], Role.DIRECTOR, on=date(2026, 1, 5))
        with pytest.raises(Refused, match="grant_not_live"):
            actions.revoke_grant(grant_id=grant, by=people.system, at=AT)


def test_a_grant_only_changes_by_being_revoked(db: Any, people: Any) -> None:
    with db.raw("mizan_batch") as batch:
        with pytest.raises(psycopg.errors.RestrictViolation):
            batch.execute("UPDATE access_grant SET scope_id = 'CNR' WHERE role = 'director'")
        with pytest.raises(psycopg.errors.RestrictViolation):
            batch.execute("UPDATE access_grant SET valid_until = NULL, revoked_at = NULL")
    with db.raw() as admin, pytest.raises(psycopg.errors.RestrictViolation):
        admin.execute("DELETE FROM access_grant")


@pytest.mark.parametrize(
    ("role", "kind", "scope"),
    [
        ("employer_accountant", "nation", ""),
        ("minister", "fund", "CNAS"),
        ("director", "fund", "NONE"),
        ("director", "employer", "1"),
        ("chief", "nation", ""),
    ],
)
def test_roles_keep_to_their_scopes(db: Any, people: Any, role: str, kind: str, scope: str) -> None:
    with db.raw("mizan_batch") as batch, pytest.raises(psycopg.errors.CheckViolation):
        batch.execute(
            "INSERT INTO access_grant (account_id, role, scope_kind, scope_id, valid_from) VALUES (%s, %s, %s, %s, now())",
            [people["alpha"], role, kind, scope],
        )


def test_a_proof_stays_out_of_statements_and_of_the_table(db: Any, people: Any) -> None:
    """What is kept is not what is shown at the door, and what is shown there is never in a statement's text nor in a list of activities."""
    from django.db import connection

    from mizan.funds.access import passwords

    recipe = passwords.recipe_of("alpha")
    assert recipe is not None
    proof = passwords.proof_of(PASSWORD, recipe)
    with db.raw() as admin:
        kept = admin.execute("SELECT digest FROM access_secret WHERE account_id = %s", [people["alpha"]]).fetchone()
        assert kept is not None
        for shown in (kept[0].hex(), "\\x" + kept[0].hex()):
            assert passwords.ask("SELECT access_secret_matches(%s::text, %s::text)", "alpha", shown) is None
        connection.close()
        assert account_with("alpha", PASSWORD) == people["alpha"]
        for role in ("web", "batch"):
            with db.raw(f"mizan_{role}") as session:
                assert session.execute("SHOW track_activities").fetchone() == ("off",)
                assert session.execute("SHOW log_parameter_max_length").fetchone() == ("0",)
        seen = admin.execute("SELECT string_agg(query, ' ') FROM pg_stat_activity WHERE usename = 'mizan_web'").fetchone()
        assert proof not in str(seen)
        assert recipe not in str(seen)


def test_a_proof_travels_beside_its_statement(people: Any) -> None:
    from django.db import connection

    from mizan.funds.access import passwords

    connection.ensure_connection()
    text = passwords.ask("SELECT current_query() || %s::text", "")
    assert text == "SELECT current_query() || $1::text"


def test_opening_twice_or_with_a_short_password_is_refused(people: Any) -> None:
    words = {"name_ar": "ا", "name_fr": "A", "language": "ar", "by": people.system, "at": AT, "iterations": 10}
    with connect_as("batch"):
        with pytest.raises(Refused, match="account_exists"):
            actions.open_account(username="alpha", password=PASSWORD, **words)
        with pytest.raises(Refused, match="password_too_short"):
            actions.open_account(username="gamma", password="short", **words)


def test_tokens_are_scoped_expire_and_are_revoked_by_their_holder(db: Any, people: Any) -> None:
    until = AT + timedelta(days=30)
    with acting_as(people["alpha"]):
        token = actions.issue_token(label="payroll", scopes=("dac:file", "das:file"), expires_at=until, by=people["alpha"], at=AT)
    held = queries.token_holder(token.secret, at=AT)
    assert held is not None
    assert (held.account_id, held.scopes, held.expires_at) == (people["alpha"], ("dac:file", "das:file"), until)
    assert queries.token_holder(token.secret, at=until) is None
    assert queries.token_holder(token.secret + "x", at=AT) is None
    with db.raw() as admin:
        stored = admin.execute("SELECT digest FROM access_token").fetchall()
        assert token.secret.encode() not in stored[0][0]
    with acting_as(people["beta"]), pytest.raises(Refused, match="token_invalid"):
        actions.revoke_token(token_id=token.id, by=people["beta"], at=AT)
    with acting_as(people["alpha"]):
        actions.revoke_token(token_id=token.id, by=people["alpha"], at=AT)
        assert [t.revoked_at for t in queries.tokens_of(people["alpha"])] == [AT]
    assert queries.token_holder(token.secret, at=AT) is None


def test_a_token_lives_a_year_at_most(people: Any) -> None:
    from django.db import IntegrityError

    with acting_as(people["alpha"]), pytest.raises(IntegrityError), transaction.atomic():
        actions.issue_token(label="x", scopes=("a",), expires_at=AT + timedelta(days=400), by=people["alpha"], at=AT)


def test_names_are_told_as_far_as_they_may_be(people: Any) -> None:
    everyone = [people["alpha"], people["beta"], people["cnas"]]
    with acting_as(people["alpha"]):
        assert set(queries.names_of(everyone)) == {people["alpha"], people["cnas"]}
    with acting_as(people["cnas"]):
        assert set(queries.names_of(everyone)) == set(everyone)
    with acting_as(None):
        assert queries.names_of(everyone) == {}


def test_the_context_is_one_transactions(people: Any) -> None:
    with pytest.raises(RuntimeError):
        set_account(people["alpha"])
    with acting_as(people["alpha"]):
        assert queries.account_of(people["alpha"]) is not None
        with acting_as(people["beta"]):
            assert queries.account_of(people["alpha"]) is None
        assert current_account() == people["alpha"]
        with pytest.raises(ValueError, match="inside"), acting_as(people["beta"]):
            raise ValueError("inside")
        assert current_account() == people["alpha"], "a failed savepoint gives the former account back"
    assert current_account() is None
    assert queries.account_of(people["alpha"]) is None
