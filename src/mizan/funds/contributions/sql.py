"""Short words for SQL on Django's connection: acts take few, set-wise statements instead of many objects."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

Row = tuple[Any, ...]
Values = Sequence[Any] | Mapping[str, Any]


def rows(statement: str, values: Values = ()) -> list[Row]:
    """All rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def one(statement: str, values: Values = ()) -> Row | None:
    """The first row of a statement, if any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: Row | None = cursor.fetchone()
    return found


def decoded(value: Any) -> Any:
    """A jsonb column as Python values (Django leaves it as text)."""
    return json.loads(value) if isinstance(value, str) else value


def run(statement: str, values: Sequence[Any] = ()) -> int:
    """Execute; returns the number of rows concerned."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def next_ids(table: str, count: int) -> list[int]:
    """`count` fresh ids of a table (a constant of this code), taken before the rows so that no RETURNING is needed."""
    if count == 0:
        return []
    return [row[0] for row in rows(f"SELECT nextval('{table}_id_seq') FROM generate_series(1, %s)", [count])]


def columns(records: Sequence[Row]) -> list[list[Any]]:
    """The records turned into columns, for `unnest`."""
    return [list(column) for column in zip(*records, strict=True)]
