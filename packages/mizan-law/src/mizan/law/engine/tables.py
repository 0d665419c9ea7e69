"""Columns as their owners hold them (NumPy, Arrow, Polars, plain sequences), read as whole numbers and given back in kind."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mizan.kernel.refusals import refused

Whole = NDArray[np.signedinteger[Any]]

_KEPT = {np.dtype(np.int8): np.int8, np.dtype(np.int16): np.int16, np.dtype(np.int32): np.int32}
"""What is held in fewer bits is read as it is held: kernels are compiled for it."""


def _holds(table: Any, name: str) -> bool:
    names = getattr(table, "column_names", None) or getattr(table, "columns", None)
    return name in (table if names is None else names)


def column(table: Any, name: str, expected: str) -> Any:
    """A column of a mapping, an Arrow table or a Polars frame. Raises Refused with `fact_missing`."""
    if not _holds(table, name):
        raise refused("fact_missing", name, expected=expected)
    return table[name]


def whole(given: Any, name: str) -> Whole:
    """The column as contiguous whole numbers, in the width it is held in up to 64 bits; yes and no are 1 and 0.

    Raises Refused with `fact_unreadable` for anything but one dimension of whole numbers without nulls.
    """
    nulls = getattr(given, "null_count", 0)
    if nulls() if callable(nulls) else nulls:
        raise refused("fact_unreadable", name, given="null", expected="int64")
    held = np.asarray(given)
    if held.ndim != 1 or held.dtype.kind not in "iub" or (held.dtype.kind == "u" and held.dtype.itemsize == 8):
        raise refused("fact_unreadable", name, given=str(held.dtype), expected="int64")
    if held.dtype == np.bool_:
        # A byte each already: read where it lies.
        return np.ascontiguousarray(held).view(np.int8)
    return np.ascontiguousarray(held, dtype=_KEPT.get(held.dtype, np.int64))


def wide(given: Any, name: str) -> NDArray[np.int64]:
    """The column in 64 bits, else as `whole`."""
    return whole(given, name).astype(np.int64, copy=False)


def ragged(given: Any, name: str) -> tuple[Whole, NDArray[np.int64] | None]:
    """The values of a column of lists end to end, and where each row's start; no starts for a flat column of values.

    Lists are those of Arrow or Polars, or a sequence of sequences.
    """
    held = given.to_arrow() if hasattr(given, "to_arrow") else given
    held = held.combine_chunks() if hasattr(held, "combine_chunks") else held
    if hasattr(held, "offsets") and hasattr(held, "values"):
        if held.null_count:
            raise refused("fact_unreadable", name, given="null", expected="int64")
        starts = np.ascontiguousarray(np.asarray(held.offsets), dtype=np.int64)
        return whole(held.values, name), starts
    if isinstance(held, list | tuple) and held and isinstance(held[0], list | tuple | np.ndarray):
        lengths = [len(row) for row in held]
        flat = np.concatenate([np.asarray(row, dtype=np.int64).reshape(-1) for row in held])
        return whole(flat, name), np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return whole(held, name), None


def like(table: Any, targets: tuple[str, ...], found: NDArray[np.int64]) -> Any:
    """The targets as the caller holds columns: a Polars frame for one, an Arrow table for one, else a mapping of arrays."""
    columns: Mapping[str, NDArray[np.int64]] = {target: np.ascontiguousarray(found[:, place]) for place, target in enumerate(targets)}
    kind = type(table).__module__.partition(".")[0]
    if kind == "polars":
        return type(table)(columns)
    return type(table).from_pydict(columns) if kind == "pyarrow" else columns
