"""Says to the database for whom the current transaction works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

SETTING = "mizan.account"


def set_account(account_id: int | None) -> None:
    """Bind the current transaction to an account (``None``: to nobody). The binding ends with the transaction.

    Raises ``RuntimeError`` outside a transaction, where the binding would silently be lost.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an account is bound to a transaction: open one first")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, "" if account_id is None else str(account_id)])


def current_account() -> int | None:
    """The account the current transaction is bound to, if any."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_account_id()")
        row = cursor.fetchone()
    return None if row is None else row[0]


@contextmanager
def acting_as(account_id: int | None) -> Iterator[None]:
    """One transaction (or savepoint) in which row-level security shows what this account may see; the former binding comes back."""
    inside = connection.in_atomic_block
    with transaction.atomic():
        former = current_account() if inside else None
        set_account(account_id)
        yield
        if inside:
            set_account(former)
