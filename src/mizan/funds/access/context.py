"""Says to the database for whom the current transaction works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from mizan.funds.access.sql import one_row

SETTING = "mizan.account"


def set_account(account_id: int | None) -> None:
    """Bind the current transaction to an account (``None``: to nobody). The binding ends with the transaction.

    Raises ``RuntimeError`` outside a transaction, where the binding would silently be lost.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an account is bound to a transaction: open one first")
    one_row("SELECT set_config(%s, %s, true)", [SETTING, "" if account_id is None else str(account_id)])


def current_account() -> int | None:
    """The account the current transaction is bound to, if any."""
    (account_id,) = one_row("SELECT access_account_id()")
    return None if account_id is None else int(account_id)


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
