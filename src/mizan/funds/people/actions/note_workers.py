"""Keep the last declared headcount of an employer."""

from __future__ import annotations

from django.db import connection

from mizan.kernel.refusals import refused


def note_workers(*, employer_id: int, workers: int) -> None:
    """Note how many workers the employer's last declaration counts; part of a filing, which logs the act.

    The law derives the filing period (month or quarter) from it. Refused: ``workers_invalid`` (negative).
    """
    if workers < 0:
        raise refused("workers_invalid", "workers", workers=workers)
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_note_workers(%s, %s)", [employer_id, workers])
