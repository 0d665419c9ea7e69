"""A block of live terms taken from the database as whole numbers, and what an increase makes of it by the law compiled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import connection

from mizan.funds.benefits.types.increases import Reach
from mizan.law.algeria.deductions import deduct_columns
from mizan.law.algeria.revalorisation import raise_columns
from mizan.law.engine.inputs import Switches

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TERM, EARNED, STATE_ADDS, OF_AN_AWARD, SUPPLEMENT, SINCE, DEDUCTED, TAKEN = 0, 1, 3, 9, 9, 10, 11, 12
"""Places of `benefits_increase_block`'s columns: the term, then what the law takes of an award (1 to 8), then what is beside it."""
_COPY = "COPY (SELECT * FROM benefits_increase_block({:d}, {:d}, {:d}, {:d})) TO STDOUT (FORMAT binary)"
_NUMBERS = 14
_HEAD, _WIDTH = 19, 2 + _NUMBERS * 12


def terms_after(increase_id: int, beyond: int, *, most: int, by: int) -> NDArray[np.int64]:
    """The next terms of an increase, one a row; none where there is no more. Straight from PostgreSQL's binary form."""
    import numpy as np

    shape = np.dtype([("count", ">i2"), *((f"n{k}", [("size", ">i4"), ("value", ">i8")]) for k in range(_NUMBERS))])
    statement = _COPY.format(increase_id, beyond, most, by)
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
        data = b"".join(copy)
    rows = (len(data) - _HEAD) // _WIDTH
    block = np.frombuffer(data, shape, count=rows, offset=_HEAD)
    found = np.empty((rows, _NUMBERS), np.int64)
    for k in range(_NUMBERS):
        found[:, k] = block[f"n{k}"]["value"]
    return found


def raised_block(terms: NDArray[np.int64], *, reach: Reach, on: date, known: date, switches: Switches) -> tuple[NDArray[np.int64], ...]:
    """What each term becomes: ids, earned, fund adds, State adds, social insurance, income tax. Raises Refused as the law does.

    Deductions are those of the first day of each term from this day on: of what the law raises, or of everybody, as `reach` says; what is
    not looked at keeps its own.
    """
    import numpy as np

    parts = terms[:, EARNED : STATE_ADDS + 1]
    if reach is not Reach.DEDUCTIONS:
        parts = raise_columns(terms[:, EARNED:OF_AN_AWARD], on=on, known=known, switches=switches)
    taken = terms[:, TAKEN:].copy()
    gross = parts.sum(axis=1) + terms[:, SUPPLEMENT]
    looked_at = terms[:, DEDUCTED] == 1
    if reach is Reach.RAISED:
        looked_at &= (parts != terms[:, EARNED : STATE_ADDS + 1]).any(axis=1)
    for day in np.unique(terms[looked_at, SINCE]):
        those = looked_at & (terms[:, SINCE] == day)
        taken[those] = deduct_columns(gross[those], on=date.fromordinal(int(day)), switches=switches)[:, 1:]
    return terms[:, TERM], parts[:, 0], parts[:, 1], parts[:, 2], taken[:, 0], taken[:, 1]
