"""Open an account."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from mizan.funds.access import passwords
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.models import Account
from mizan.kernel.refusals import refused


def open_account(
    *,
    username: str,
    name_ar: str,
    name_fr: str,
    language: str,
    password: str | None,
    by: int,
    at: datetime,
    iterations: int = passwords.ITERATIONS,
) -> int:
    """Open an account and return its id; batch role only, no page opens accounts.

    Without a password nobody can sign in with it. ``iterations`` is the cost of deriving the password's proof.
    Refused: ``account_exists``, ``password_too_short`` (under 12 characters).
    """
    if password is not None and len(password) < passwords.SHORTEST:
        raise refused("password_too_short", "password", shortest=passwords.SHORTEST)
    try:
        with transaction.atomic():
            account = Account.objects.create(
                username=username, name_ar=name_ar, name_fr=name_fr, language=language, stamp=secrets.token_hex(16), opened_at=at
            )
            if password is not None:
                _keep(account.pk, password, iterations)
            record_act(verb="open_account", subject=("account", account.pk), by=by, at=at, detail={"username": username})
    except IntegrityError as error:
        if "access_account_username" not in str(error) or "form" in str(error):
            raise
        raise refused("account_exists", "username", username=username) from error
    return account.pk


def _keep(account_id: int, password: str, iterations: int) -> None:
    recipe = passwords.new_recipe(iterations)
    proof = passwords.proof_of(password, recipe)
    passwords.ask("SELECT access_secret_keep(%s::bigint, %s::text, %s::text)", account_id, recipe, proof)
