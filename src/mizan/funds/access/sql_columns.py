"""Whole numbers of a statement as columns, straight from PostgreSQL's binary form: no object for each value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HEAD, _TAIL, _FIELD = 19, 2, 12


def columns_of(select: str, width: int, values: Sequence[Any] | Mapping[str, Any] = ()) -> NDArray[np.int64]:
    """The rows of a SELECT of `width` columns, each ``bigint`` and never null, as int64 of shape (rows, width).

    `select` is text of this code; row-level security narrows it as any other. A row comes as a count, then a length and eight bytes for
    each column. Raises `ValueError` where a row holds anything else (a null, another type).
    """
    import numpy as np

    size = 2 + width * _FIELD
    shape = np.dtype([("count", ">i2"), *((f"n{k}", [("size", ">i4"), ("value", ">i8")]) for k in range(width))])
    connection.ensure_connection()
    statement = f"COPY ({select}) TO STDOUT (FORMAT binary)"
    with connection.wrap_database_errors, connection.connection.cursor() as cursor, cursor.copy(statement, values) as copy:
        data = b"".join(copy)
    body = memoryview(data)[_HEAD : len(data) - _TAIL]
    if len(body) % size:
        raise ValueError("a column is not a whole number of eight bytes, or is null")
    block = np.frombuffer(body, shape)
    found = np.empty((len(block), width), np.int64)
    for k in range(width):
        if (block[f"n{k}"]["size"] != 8).any():
            raise ValueError("a column is not a whole number of eight bytes, or is null")
        found[:, k] = block[f"n{k}"]["value"]
    return found
