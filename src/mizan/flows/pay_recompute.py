"""Every instalment's deductions computed again by the law of the month, a block at a time, and held against what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection

from mizan.kernel.refusals import Refused
from mizan.law.algeria.deductions import deduct_columns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEDUCTED = ("retirement", "retirement_allowance", "survivors")
"""The kinds whose deductions are those of a pension."""
NOT_KNOWN = "check.pension_irg_known"
_ROWS = 200_000
_HEAD, _NUMBERS = 19, 5
_COPY = """
COPY (SELECT i.award_id, i.gross_m, i.net_m, i.social_insurance_m, i.income_tax_m
        FROM benefits_instalment i JOIN benefits_award a ON a.id = i.award_id
       WHERE i.run_id = {run_id:d} AND i.term_id IS NOT NULL AND a.pays = 'monthly' AND a.kind IN ({kinds})) TO STDOUT (FORMAT binary)"""


@dataclass(frozen=True, slots=True)
class Recomputed:
    """How many awards were computed again, and those that differ: id, net given, net the law gives.

    `known` is False where the law of the month leaves the tax unknown, and nothing was compared.
    """

    awards: int
    differ: tuple[tuple[int, int, int], ...]
    known: bool = True


def recompute_run(run_id: int, *, on: date) -> Recomputed:
    """Compute again the deductions of every pension in a run under the law of a day."""
    awards = 0
    differ: list[tuple[int, int, int]] = []
    for block in _blocks(run_id):
        awards += len(block)
        try:
            wanted = deduct_columns(block[:, 1].copy(), on=on)
        except Refused as caught:
            if caught.refusal.code != NOT_KNOWN:
                raise
            return Recomputed(0, (), known=False)
        wrong = (wanted != block[:, 2:5]).any(axis=1)
        differ += [(int(row[0]), int(row[2]), int(net)) for row, net in zip(block[wrong], wanted[wrong, 0], strict=True)]
    return Recomputed(awards, tuple(differ))


def _blocks(run_id: int) -> Iterator[NDArray[np.int64]]:
    """The run's figures as whole numbers, straight from PostgreSQL's binary form: a count, then a length and eight bytes for each."""
    import numpy as np

    width = 2 + _NUMBERS * 12
    shape = np.dtype([("count", ">i2"), *((f"n{k}", [("size", ">i4"), ("value", ">i8")]) for k in range(_NUMBERS))])
    statement = _COPY.format(run_id=run_id, kinds=", ".join(f"'{kind}'" for kind in DEDUCTED))
    waiting = bytearray()
    head = _HEAD
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
        for piece in copy:
            waiting += piece
            if head and len(waiting) >= head:
                del waiting[:head]
                head = 0
            if not head and len(waiting) >= width * _ROWS:
                yield _figures(np.frombuffer(bytes(waiting[: width * _ROWS]), shape))
                del waiting[: width * _ROWS]
    rows = len(waiting) // width
    if rows:
        yield _figures(np.frombuffer(bytes(waiting[: width * rows]), shape))


def _figures(block: NDArray[np.void]) -> NDArray[np.int64]:
    import numpy as np

    found = np.empty((len(block), _NUMBERS), np.int64)
    for k in range(_NUMBERS):
        found[:, k] = block[f"n{k}"]["value"]
    return found
