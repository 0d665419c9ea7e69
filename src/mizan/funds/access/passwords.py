"""Passwords: the proof is derived here, compared inside the database, and the stored digest is readable by no run-time role."""

from __future__ import annotations

import secrets

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


def recipe_of(username: str) -> str | None:
    """The recipe kept for a username; ``None`` if there is no such account or it has no password."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_secret_recipe(%s)", [username])
        row = cursor.fetchone()
    return row[0] if row else None


def account_with(username: str, password: str) -> int | None:
    """The id of the active account with this name and password, else ``None``. An unknown name costs the same time as a wrong password."""
    recipe = recipe_of(username)
    proof = proof_of(password, recipe or new_recipe())
    if recipe is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_secret_matches(%s, %s)", [username, proof])
        row = cursor.fetchone()
    return row[0] if row else None
