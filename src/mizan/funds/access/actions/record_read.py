"""Write one line of the log of reads of personal data."""

from __future__ import annotations

from datetime import datetime

from django.db import connection


def record_read(*, purpose: str, subject: tuple[str, str | int], route: str, by: int, at: datetime) -> None:
    """Log that ``by`` looked at the personal data of ``subject`` (kind, id) for ``purpose`` through ``route`` at ``at``.

    Called before the data is shown, in the same transaction: no log, no look.
    """
    kind, subject_id = subject
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_read (at, account_id, purpose, subject_kind, subject_id, route) VALUES (%s, %s, %s, %s, %s, %s)",
            [at, by, purpose, kind, str(subject_id), route],
        )
