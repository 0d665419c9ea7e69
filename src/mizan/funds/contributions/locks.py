"""Who works on an employer's account works alone: locks of one transaction, taken before anything is read.

Employers share 1,024 stripes, so that a set of any size takes a bounded number of locks, always in the same order.
"""

from collections.abc import Iterable

from django.db import connection

STRIPES = 1024
_CLASS = 830014
_SETS = 830015


def lock_employer(employer_id: int) -> None:
    """Wait for the employer's stripe; it is held until the transaction ends. What others committed before is then visible."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_CLASS, employer_id % STRIPES])


def lock_employers(employer_ids: Iterable[int]) -> None:
    """Wait for the stripes of all these employers, in order."""
    stripes = sorted({employer_id % STRIPES for employer_id in employer_ids})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, stripe) FROM unnest(%s::int[]) AS stripe", [_CLASS, stripes])


def lock_sets() -> None:
    """One set at a time in the staging tables, for the length of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_SETS])


def lock_sets_ahead() -> None:
    """One set at a time in the tables that are filled ahead, until the connection closes; asked before anything else is locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, 2)", [_SETS])


def lock_receipt(receipt_id: int) -> None:
    """Wait until nobody else settles this bank line."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CLASS * 10**10 + receipt_id])


def lock_receipts(receipt_ids: Iterable[int]) -> None:
    """Wait until nobody else settles any of these bank lines, in order."""
    keys = sorted({_CLASS * 10**10 + receipt_id for receipt_id in receipt_ids})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])


def lock_transfers() -> None:
    """One apportionment, or one payment of a transfer, at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 1)", [_SETS])
