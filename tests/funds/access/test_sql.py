"""The short words for SQL: what Django promises of its connection holds although they speak to the driver."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DataError, connection, transaction
from django.db.transaction import TransactionManagementError

from mizan.funds.access import sql

KINDS = """
SELECT n, n * 10000000000, 'mot ' || n, NULL::text, DATE '2026-01-31' + n,
       TIMESTAMPTZ '2026-01-31 23:59:59.123456+01' + n * INTERVAL '1 day', n > 1
  FROM generate_series(1, %s) n ORDER BY n
"""


def test_many_rows_are_the_rows(db: Any) -> None:
    assert sql.many_rows(KINDS, [300]) == sql.rows(KINDS, [300])
    assert sql.many_rows(KINDS, [0]) == []


def test_one_is_the_first_row_if_any(db: Any) -> None:
    assert sql.one(KINDS, [2]) == sql.rows(KINDS, [2])[0]
    assert sql.one(KINDS, [0]) is None


def test_an_error_is_django_s_and_leaves_its_transaction_broken(db: Any) -> None:
    with transaction.atomic():
        with pytest.raises(DataError), transaction.atomic():
            sql.rows("SELECT 1 / %s", [0])
        assert sql.rows("SELECT 1") == [(1,)]
        with pytest.raises(DataError), transaction.atomic(savepoint=False):
            sql.one("SELECT 1 / %s", [0])
        with pytest.raises(TransactionManagementError):
            sql.rows("SELECT 1")


def test_who_listens_hears(db: Any) -> None:
    heard = []

    def listen(execute: Any, statement: str, values: Any, many: bool, context: Any) -> Any:
        heard.append(statement)
        return execute(statement, values, many, context)

    with connection.execute_wrapper(listen):
        assert sql.rows("SELECT 1") == [(1,)]
        assert sql.one("SELECT 2") == (2,)
        assert sql.many_rows("SELECT 3") == [(3,)]
    assert heard == ["SELECT 1", "SELECT 2", "SELECT 3"]


def test_a_connection_that_was_closed_is_opened_again(db: Any) -> None:
    connection.close()
    assert sql.rows("SELECT current_user::text") == [("mizan_web",)]


def test_ids_of_several_tables_are_taken_together(db: Any) -> None:
    first = sql.next_ids_of({"benefits_decision": 1, "benefits_award": 2, "benefits_award_term": 0})
    then = sql.next_ids_of({"benefits_award_term": 1, "benefits_award": 1})
    assert [len(found) for found in first.values()] == [1, 2, 0]
    assert first["benefits_award"][0] < first["benefits_award"][1] < then["benefits_award"][0]
    assert sql.next_ids_of({}) == {}
