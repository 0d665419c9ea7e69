"""A register is taken over in one transaction, in which no statistics are made: what one event reads may not grow with the others."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction

from mizan.config.database import connect_as
from mizan.funds.people import actions
from mizan.funds.people.types import EventDraft, EventKind, EventSource, PersonDraft

COUPLES = 200
READ_BY_A_MARRIAGE = 40
"""A couple's own rows and those of its checks, amply; the bug read every tie there was, some 400 in the end."""


def _read() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'people_tie'")
        (read,) = cursor.fetchone()
    return int(read)


def test_a_marriage_reads_its_own_couple_however_many_there_are(people: Any) -> None:
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    drafts = [PersonDraft("", "KADI", f"N{n}", date(1970, 1, 1), "قاضي", "عمر", sex="FM"[n % 2]) for n in range(2 * COUPLES)]
    with connect_as("batch"):
        actions.register_persons(drafts, by=people.system, at=at)
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM people_person ORDER BY id DESC LIMIT %s", [2 * COUPLES])
            ids = sorted(row[0] for row in cursor.fetchall())
        married = [
            EventDraft(man, EventKind.MARRIAGE, date(1999, 6, 1), woman, source=EventSource.HISTORY)
            for woman, man in zip(ids[::2], ids[1::2], strict=True)
        ]
        with transaction.atomic():
            actions.record_civil_events(married, by=people.system, at=at)
            assert _read() < READ_BY_A_MARRIAGE * COUPLES
