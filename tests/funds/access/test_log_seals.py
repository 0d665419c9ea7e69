"""The logs are chained: what a superuser changes or trims is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from mizan.config.database import connect_as
from mizan.funds.access import queries
from mizan.funds.access.actions import record_act, record_read, seal_logs
from mizan.funds.access.types import Log

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def sealed(people: Any) -> Iterator[int]:
    """Three reads and a few acts, sealed; returns how many rows; the test works as batch."""
    with connect_as("batch"):
        for n in range(3):
            record_read(purpose="control", subject=("person", f'é"{n}'), route="/ar/\\", by=people.system, at=AT)
        record_act(verb="try", subject=("thing", 1), by=people.system, at=AT, detail={"مفتاح": [1, None, "\n"]})
        yield seal_logs(at=AT)


def test_sound_logs_verify_with_their_tail(people: Any, sealed: int) -> None:
    record_act(verb="late", subject=("thing", 2), by=people.system, at=AT)
    found = queries.verify_logs()
    assert (found.verified, found.unsealed, found.broken, found.sound) == (sealed, 1, (), True)
    assert seal_logs(at=AT) == 1
    assert seal_logs(at=AT) == 0


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE access_read SET subject_id = 'other' WHERE id = (SELECT min(id) + 1 FROM access_read)", "differs"),
        ("UPDATE access_read SET written_at = 'epoch' WHERE id = (SELECT min(id) + 1 FROM access_read)", "differs"),
        ("UPDATE access_read SET account_id = account_id + 1 WHERE id = (SELECT min(id) + 1 FROM access_read)", "differs"),
        ("DELETE FROM access_read WHERE id = (SELECT min(id) + 1 FROM access_read)", "missing"),
        ("DELETE FROM access_seal WHERE log = 'read' AND seq = 2", "missing"),
        ("UPDATE access_seal SET link = sha256('x') WHERE log = 'read' AND seq = 2", "does not follow"),
    ],
)
def test_tampering_is_found(db: Any, sealed: int, statement: str, reason: str) -> None:
    with db.raw() as admin:
        admin.execute("SET session_replication_role = replica")
        assert admin.execute(statement).rowcount == 1
    (broken,) = queries.verify_logs().broken
    assert (broken.log, broken.seq) == (Log.READ, 2)
    assert reason in broken.reason


def test_only_the_sealer_seals(db: Any, people: Any) -> None:
    for role in ("mizan_web", "mizan_audit"):
        with db.raw(role) as raw, pytest.raises(psycopg.errors.InsufficientPrivilege):
            raw.execute("SELECT access_seal_log('act', now())")
    with connect_as("audit"):
        assert queries.verify_logs().verified == 0


def test_nobody_says_when_a_row_was_written(db: Any, people: Any) -> None:
    words = "account_id, verb, subject_kind, subject_id, detail"
    values = f"{people['alpha']}, 'approve_payment', 'employer', '2', '{{}}'"
    for role in ("mizan_web", "mizan_batch"):
        with db.raw(role) as raw:
            for moment in ("now() - interval '1 second'", "'2001-01-01'", "now() + interval '1 minute'"):
                raw.execute("SELECT set_config('mizan.account', %s, false)", [str(people["alpha"])])
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    raw.execute(f"INSERT INTO access_act (at, written_at, {words}) VALUES ('2001-01-01', {moment}, {values})")
            raw.execute(f"INSERT INTO access_act (at, {words}) VALUES ('2001-01-01', {values})")
    with db.raw() as admin:
        told = admin.execute(
            "SELECT bool_and(now() - written_at < interval '1 hour'), count(*) FROM access_act WHERE at < '2002-01-01'"
        ).fetchone()
        assert told == (True, 2)
