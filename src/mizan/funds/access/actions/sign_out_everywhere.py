"""End every session and every token of an account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.actions.revoke_token import revoke_token
from mizan.funds.access.actions.sign_out import renew_stamp
from mizan.funds.access.models import Token


def sign_out_everywhere(*, by: int, at: datetime) -> None:
    """Nothing that speaks for ``by`` (the account of the transaction) does so any longer: sessions are dead, live tokens are void."""
    with transaction.atomic():
        renew_stamp()
        for token_id in Token.objects.filter(account_id=by, revoked_at__isnull=True, expires_at__gt=at).values_list("pk", flat=True):
            revoke_token(token_id=token_id, by=by, at=at)
        record_act(verb="sign_out_everywhere", subject=("account", by), by=by, at=at)
