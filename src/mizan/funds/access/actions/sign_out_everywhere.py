"""End every session of an account."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import connection, transaction

from mizan.funds.access.actions.record_act import record_act


def sign_out_everywhere(*, by: int, at: datetime) -> None:
    """Give ``by`` (the account of the transaction) a new stamp: every session signed under the former one is dead."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT access_stamp_renew(%s)", [secrets.token_hex(16)])
        record_act(verb="sign_out_everywhere", subject=("account", by), by=by, at=at)
