"""Whole numbers of a statement as columns: packed by the server into one value, so that no row costs this process anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BYTES = 8


def columns_of(select: str, width: int, values: Sequence[Any] | Mapping[str, Any] = ()) -> NDArray[np.int64]:
    """The rows of a SELECT of `width` columns, each a whole number and never null, as int64 of shape (width, rows): a column is contiguous.

    `select` is text of this code; row-level security narrows it as any other. Made for blocks: what it gives is in memory at once, here and
    in the server (a gigabyte is the most it packs). Raises `ValueError` where a column is null.
    """
    import numpy as np

    names = [f"n{k}" for k in range(width)]
    packed = " || ".join(f"int8send(t.{name}::bigint)" for name in names)
    statement = f"SELECT count(*), string_agg({packed}, ''::bytea) FROM ({select}) t({', '.join(names)})"  # noqa: S608 - text of this code
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.cursor(binary=True) as cursor:
        cursor.execute(statement, values)
        (count, data) = cursor.fetchone()
    if len(data or b"") != count * width * BYTES:
        raise ValueError("a column is null")
    return np.frombuffer(data or b"", ">i8").reshape(-1, width).T.astype(np.int64, order="C")
