"""A person changes their own password."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access import passwords
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.actions.sign_out_everywhere import sign_out_everywhere
from mizan.funds.access.models import Account
from mizan.kernel.refusals import refused


def change_password(*, former: str, password: str, by: int, at: datetime, iterations: int = passwords.ITERATIONS) -> None:
    """Replace the password of ``by`` (the account of the transaction) and sign it out everywhere, its tokens included.

    Refused: ``password_too_short``, ``password_wrong`` (the former one does not match).
    """
    if len(password) < passwords.SHORTEST:
        raise refused("password_too_short", "password", shortest=passwords.SHORTEST)
    with transaction.atomic():
        username = Account.objects.values_list("username", flat=True).get(pk=by)
        old_recipe = passwords.recipe_of(username)
        recipe = passwords.new_recipe(iterations)
        old_proof = passwords.proof_of(former, old_recipe) if old_recipe else ""
        proof = passwords.proof_of(password, recipe)
        if not passwords.ask("SELECT access_secret_change(%s::text, %s::text, %s::text)", old_proof, recipe, proof):
            raise refused("password_wrong", "former")
        record_act(verb="change_password", subject=("account", by), by=by, at=at)
        sign_out_everywhere(by=by, at=at)
