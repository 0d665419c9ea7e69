"""The logs of acts and reads, and keyed requests."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from mizan.config.database import connect_as
from mizan.funds.access import queries
from mizan.funds.access.actions import record_act, record_read
from mizan.funds.access.context import acting_as
from mizan.funds.access.idempotency import once
from mizan.kernel.refusals import Refused

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_acts_and_reads_are_kept_and_told_to_their_author_and_the_auditor(people: Any) -> None:
    with acting_as(people["controller"]):
        record_read(purpose="control", subject=("person", "850012345648"), route="/fr/controller/person", by=people["controller"], at=AT)
        record_act(verb="open_case", subject=("case", 3), by=people["controller"], at=AT, detail={"why": "difference"})
        assert len(queries.reads_of("person", "850012345648")) == 1
    with acting_as(people["auditor"]):
        (read,) = queries.reads_of("person", "850012345648")
        assert (read.account_id, read.purpose, read.route) == (people["controller"], "control", "/fr/controller/person")
        (act,) = queries.acts_on("case", 3)
        assert (act.verb, act.detail) == ("open_case", {"why": "difference"})
    with acting_as(people["cnas"]):
        assert queries.reads_of("person", "850012345648") == ()


def test_nobody_signs_for_another(people: Any) -> None:
    for by in (people["beta"], people.system):
        with acting_as(people["alpha"]), pytest.raises(DatabaseError), transaction.atomic():
            record_act(verb="file", subject=("filing", 1), by=by, at=AT)


@pytest.mark.parametrize("role", ["mizan_web", "mizan_batch", "mizan_audit", "mizan_owner", "mizan_admin"])
def test_logs_can_not_be_trimmed(db: Any, people: Any, role: str) -> None:
    with db.raw(role) as raw:
        for table, column in (("access_act", "at"), ("access_read", "at"), ("access_idempotency", "at"), ("access_seal", "link")):
            for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
                with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation)):
                    raw.execute(statement)


def test_a_key_is_answered_once(people: Any) -> None:
    calls = []

    def act() -> tuple[int, dict[str, object]]:
        calls.append(1)
        return 201, {"receipt": len(calls)}

    alpha = people["alpha"]
    with acting_as(alpha):
        first = once(account_id=alpha, key="k", body=b"one", at=AT, act=act)
        again = once(account_id=alpha, key="k", body=b"one", at=AT, act=act)
        with pytest.raises(Refused, match="idempotency_key_reused"):
            once(account_id=alpha, key="k", body=b"two", at=AT, act=act)
    assert (first.status, first.response, first.repeated) == (201, {"receipt": 1}, False)
    assert (again.status, again.response, again.repeated) == (201, {"receipt": 1}, True)
    assert len(calls) == 1
    with acting_as(people["beta"]):
        assert not once(account_id=people["beta"], key="k", body=b"two", at=AT, act=act).repeated


def test_a_failed_act_leaves_the_key_free(people: Any) -> None:
    def fail() -> tuple[int, dict[str, object]]:
        raise Refused_("broken")

    class Refused_(Exception):  # noqa: N801, N818
        pass

    alpha = people["alpha"]
    with acting_as(alpha):
        with pytest.raises(Refused_):
            once(account_id=alpha, key="k", body=b"one", at=AT, act=fail)
        assert once(account_id=alpha, key="k", body=b"one", at=AT, act=lambda: (200, {})).repeated is False


def test_two_requests_with_one_key_at_once_act_once(people: Any) -> None:
    """The first holds the key open; the second waits and gets the first answer."""
    settings, entered, leave = connection.settings_dict, threading.Event(), threading.Event()
    answers: list[bool] = []
    alpha = people["alpha"]

    def slow() -> tuple[int, dict[str, object]]:
        entered.set()
        assert leave.wait(20)
        return 200, {}

    def request(act: Any) -> None:
        connection.settings_dict = settings
        try:
            with acting_as(alpha):
                answers.append(once(account_id=alpha, key="k", body=b"one", at=AT, act=act).repeated)
        finally:
            connection.close()

    first = threading.Thread(target=request, args=(slow,))
    first.start()
    assert entered.wait(20)
    second = threading.Thread(target=request, args=(lambda: (200, {"second": True}),))
    second.start()
    leave.set()
    first.join(20)
    second.join(20)
    assert answers == [False, True]


def test_the_system_has_its_account(people: Any) -> None:
    with connect_as("batch"):
        assert queries.account_on("system") is not None
        assert queries.system_account() == people.system
