"""Passwords: the proof is derived here, compared inside the database, and the stored digest is readable by no run-time role."""

from __future__ import annotations

import secrets
from typing import Any, LiteralString

import psycopg
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection

ITERATIONS = PBKDF2PasswordHasher.iterations
SHORTEST = 12


def new_recipe(iterations: int = ITERATIONS) -> str:
    """How a new password will be derived: algorithm, iterations and a fresh salt ("pbkdf2_sha256$1000000$…")."""
    return f"{PBKDF2PasswordHasher.algorithm}${iterations}${secrets.token_hex(16)}"


def proof_of(password: str, recipe: str) -> str:
    """The proof derived from a password as its recipe says; slow on purpose."""
    _, iterations, salt = recipe.split("$")
    return PBKDF2PasswordHasher().encode(password, salt, int(iterations))


def ask(statement: LiteralString, *values: object) -> Any:
    """The one word a statement answers, if any; its values travel beside it, never inside its text.

    Django binds values into the text of a statement: a proof would then stand in the server's log and in what other sessions of the role
    see of its activity. Whoever has a proof has the password, in all but name.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        row = cursor.execute(statement, values).fetchone()
    return row[0] if row else None


def recipe_of(username: str) -> str | None:
    """The recipe kept for a username; ``None`` if there is no such account or it has no password."""
    found: str | None = ask("SELECT access_secret_recipe(%s::text)", username)
    return found


def account_with(username: str, password: str) -> int | None:
    """The id of the active account with this name and password, else ``None``. An unknown name costs the same time as a wrong password."""
    recipe = recipe_of(username)
    proof = proof_of(password, recipe or new_recipe())
    if recipe is None:
        return None
    account_id: int | None = ask("SELECT access_secret_matches(%s::text, %s::text)", username, proof)
    return account_id
