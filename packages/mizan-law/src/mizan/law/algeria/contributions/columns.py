"""The ten branch lines of many wages at once: the same rules, compiled; equal to the interpreted ones to the centime."""

from datetime import date
from typing import TYPE_CHECKING

from mizan.law.algeria.book import book
from mizan.law.algeria.contributions.assess import LINES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def assess_columns(bases: "NDArray[np.int64]", on: date) -> "NDArray[np.int64]":
    """The ten lines (`line_shares_ppm` order) of each base in centimes, each rounded half up, as int64 of shape (n, 10).

    Raises Refused with `no_law_on` for a day before the law and `amount_out_of_range` naming the first row beyond MAX_CENTIMES.
    """
    # Here and not above: numba is loaded only by those who compile.
    from mizan.law.engine.compile import compiled

    return compiled(book(), tuple(LINES), on).run({"base": bases})
