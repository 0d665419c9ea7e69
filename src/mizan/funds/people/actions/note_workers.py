"""Keep the last declared headcount of an employer."""

from __future__ import annotations

from collections.abc import Sequence

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


def note_workers_of_many(noted: Sequence[tuple[int, int]]) -> None:
    """Note the headcounts of many employers (id, workers), one after another, in one statement; see `note_workers`."""
    wrong = next((workers for _, workers in noted if workers < 0), None)
    if wrong is not None:
        raise refused("workers_invalid", "workers", workers=wrong)
    if noted:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT people_note_workers(w.employer, w.workers) FROM unnest(%s::bigint[], %s::int[]) AS w(employer, workers)",
                [[employer for employer, _ in noted], [workers for _, workers in noted]],
            )
