"""End the sessions of an account."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import connection, transaction

from mizan.funds.access.actions.record_act import record_act


def sign_out(*, by: int, at: datetime) -> None:
    """Give ``by`` (the account of the transaction) a new stamp: every session signed under the former one is dead, copied ones too.

    A session is a signed cookie that the server keeps nowhere, so one can not be ended alone. Tokens stay as they are.
    """
    with transaction.atomic():
        renew_stamp()
        record_act(verb="sign_out", subject=("account", by), by=by, at=at)


def renew_stamp() -> None:
    """A new stamp for the account of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_stamp_renew(%s)", [secrets.token_hex(16)])
