"""Revoke a token."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.kernel.refusals import refused


def revoke_token(*, token_id: int, by: int, at: datetime) -> None:
    """Void one of the tokens of ``by`` at once. Refused: ``token_invalid`` (not its own, or already void)."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT access_token_revoke(%s, %s)", [token_id, at])
            row = cursor.fetchone()
        if row is None or not row[0]:
            raise refused("token_invalid", token=token_id)
        record_act(verb="revoke_token", subject=("token", token_id), by=by, at=at)
