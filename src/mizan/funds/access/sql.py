"""Short words for SQL on Django's connection: acts take few, set-wise statements instead of many objects."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Row = tuple[Any, ...]
Values = Sequence[Any] | Mapping[str, Any]


def rows(statement: str, values: Values = ()) -> list[Row]:
    """All rows of a statement."""
    return _read(statement, values)


def many_rows(statement: str, values: Values = ()) -> list[Row]:
    """All rows of a statement that may have hundreds, sent as the server holds them: an instant is not written out to be read again.

    For whole numbers, texts, days and instants; a jsonb column comes as Python values.
    """
    return _read(statement, values, binary=True)


def one(statement: str, values: Values = ()) -> Row | None:
    """The first row of a statement, if any."""
    found = _read(statement, values, most=1)
    return found[0] if found else None


def one_row(statement: str, values: Values = ()) -> Row:
    """The first row of a statement that always has one. Raises `LookupError` without it."""
    found = one(statement, values)
    if found is None:
        raise LookupError("a row was expected")
    return found


def _read(statement: str, values: Values, *, most: int = 0, binary: bool = False) -> list[Row]:
    """The rows of a statement, or its first ones."""
    held = connections[DEFAULT_DB_ALIAS]
    with held.wrap_database_errors, _cursor(held, binary=binary) as cursor:
        cursor.execute(statement, values)
        found: list[Row] = cursor.fetchmany(most) if most else cursor.fetchall()
    return found


def _cursor(held: BaseDatabaseWrapper, *, binary: bool = False) -> Any:
    """The driver's own cursor: what Django lays around costs a third of a short statement.

    What Django would have seen to is seen to: the connection is sound, its transaction too, and whoever listens hears. Errors are made its
    own by `wrap_database_errors`.
    """
    if held.execute_wrappers or held.queries_logged:
        return held.cursor()
    held.close_if_health_check_failed()
    held.ensure_connection()
    held.validate_no_broken_transaction()
    return held.connection.cursor(binary=binary)


def decoded(value: Any) -> Any:
    """A jsonb column as Python values (Django leaves it as text)."""
    return json.loads(value) if isinstance(value, str) else value


def run(statement: str, values: Sequence[Any] = ()) -> int:
    """Execute; returns the number of rows concerned."""
    held = connections[DEFAULT_DB_ALIAS]
    with held.wrap_database_errors, _cursor(held) as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


class Writes:
    """Statements that wait to be sent together, in one journey to the server. Nothing is written before `flush`."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, Sequence[Any]]] = []

    def add(self, statement: str, values: Sequence[Any] = ()) -> None:
        """One more statement, with its values in order."""
        self._waiting.append((statement, values))

    def flush(self) -> None:
        """Send what waits through the driver's pipeline: one journey, each statement prepared once for the whole session."""
        if not self._waiting:
            return
        connection.ensure_connection()
        driver = connection.connection
        with connection.wrap_database_errors, driver.pipeline(), driver.cursor() as cursor:
            for statement, values in self._waiting:
                cursor.execute(statement, values)
        self._waiting = []


def next_ids(table: str, count: int) -> list[int]:
    """`count` fresh ids of a table (a constant of this code), taken before the rows so that no RETURNING is needed.

    Never kept for later: whoever takes ids under the lock of a file gets higher ones than all who held it before, and questions rely on
    that order (the latest declaration, the last step of a claim).
    """
    return [row[0] for row in rows("SELECT nextval(%s) FROM generate_series(1, %s)", [f"{table}_id_seq", count])]


def next_ids_of(counts: Mapping[str, int]) -> dict[str, list[int]]:
    """`next_ids` of several tables, asked together."""
    wanted = [(table, count) for table, count in counts.items() if count]
    statement = " UNION ALL ".join(["SELECT %s, nextval(%s) FROM generate_series(1, %s)"] * len(wanted))
    found: dict[str, list[int]] = {table: [] for table in counts}
    asked = [value for table, count in wanted for value in (table, f"{table}_id_seq", count)]
    for name, number in rows(statement, asked) if wanted else ():
        found[name].append(number)
    return found


def columns(records: Sequence[Row]) -> list[str]:
    """The records turned into columns for `unnest`, each written as an array; the statement casts it (`%s::bigint[]`)."""
    return [array_of(column) for column in zip(*records, strict=True)]


def array_of(values: Iterable[Any]) -> str:
    """An array as PostgreSQL reads it: whole numbers, texts, days, instants, yes and no, or NULL. Much quicker than one value at a time."""
    return "{" + ",".join([_WRITERS[type(value)](value) for value in values]) + "}"


def _quoted(text: str) -> str:
    # A text can not hold the zero byte; the check of a file has told of it where it matters.
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\0", " ") + '"'


class _Writers(dict[type, Callable[[Any], str]]):
    """How a value of each type is written; a kind of text (a name of the kernel's lists) is written as its text."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        for known in (int, str):
            if issubclass(kind, known):
                self[kind] = (lambda value: str(int(value))) if known is int else (lambda value: _quoted(str(value)))
                return self[kind]
        raise TypeError(f"no array of {kind.__name__}")


_WRITERS = _Writers(
    {
        int: str,
        str: _quoted,
        date: date.isoformat,
        datetime: datetime.isoformat,
        bool: lambda value: "t" if value else "f",
        type(None): lambda value: "NULL",
    }
)
