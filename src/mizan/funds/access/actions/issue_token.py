"""Issue a token to a machine client."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import connection, transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.types import TokenIssued


def issue_token(*, label: str, scopes: Sequence[str], expires_at: datetime, by: int, at: datetime) -> TokenIssued:
    """A new token that acts as ``by`` within ``scopes`` until ``expires_at`` (at most 366 days). Its secret exists only in the answer."""
    secret = f"mizan_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO access_token (account_id, label, digest, scopes, issued_at, expires_at) "
                "VALUES (%s, %s, %s, %s, %s, %s) RETURNING id",
                [by, label, sha256(secret.encode()).digest(), sorted(set(scopes)), at, expires_at],
            )
            (token_id,) = cursor.fetchone()
        record_act(verb="issue_token", subject=("token", token_id), by=by, at=at, detail={"scopes": sorted(set(scopes))})
    return TokenIssued(token_id, secret)
