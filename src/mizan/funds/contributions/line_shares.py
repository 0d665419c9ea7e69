"""The contributions of wage lines by branch and payer: the law's ten lines, each rounded half up."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mizan.kernel.money import Centimes
from mizan.kernel.periods import quarter
from mizan.kernel.refusals import Refusal, Refused
from mizan.kernel.rounding import Rounding, apply_rate
from mizan.law.algeria.contributions import assess_columns, assess_line, line_shares_ppm

FEW = 2_000
"""Up to this many wages the rates are applied one by one: the compiled law is not worth loading."""

LINES = 10


def law_day_of(year: int, index: int) -> date:
    """The day whose law the quarter `index` (from 0) of a year follows: its last."""
    return quarter(year, index + 1).last_day


@lru_cache(maxsize=64)
def law_version_of(year: int) -> str:
    """The version of the law that gives the shares of a year."""
    found = assess_line("R22", Centimes(1), on=law_day_of(year, 3))
    if isinstance(found, Refusal):
        raise Refused(found)
    return found.law_version


@lru_cache(maxsize=256)
def refusal_of(year: int) -> Refusal | None:
    """Why the law gives no shares for a year; None where it does."""
    try:
        for index in range(4):
            line_shares_ppm(law_day_of(year, index))
        law_version_of(year)
    except Refused as refused:
        return refused.refusal
    except (ValueError, OverflowError):
        # No calendar has this year: a number that its header happens to bear.
        return Refusal("no_law_on", "year")
    return None


def shares_on(bases: NDArray[np.int64], on: date) -> NDArray[np.int64]:
    """The ten shares of each wage under the law of a day, shape (n, 10), in centimes."""
    if len(bases) > FEW:
        return assess_columns(np.ascontiguousarray(bases), on)
    rates = [line.rate_ppm for line in line_shares_ppm(on)]
    found = [[apply_rate(base, rate, Rounding.HALF_UP) for rate in rates] for base in bases.tolist()]
    return np.array(found, dtype=np.int64).reshape(len(bases), LINES)


def shares_of_year(amounts: NDArray[np.int64], year: int) -> NDArray[np.int64]:
    """The year's shares of each line: `amounts` holds the four quarters, shape (n, 4); each quarter follows its own law."""
    days = [law_day_of(year, index) for index in range(4)]
    if len({line_shares_ppm(day) for day in days}) == 1 and len(amounts) > FEW:
        flat = shares_on(np.ascontiguousarray(amounts).reshape(-1), days[0])
        together: NDArray[np.int64] = flat.reshape(len(amounts), 4, LINES).sum(axis=1)
        return together
    apart: NDArray[np.int64] = np.stack([shares_on(amounts[:, index], day) for index, day in enumerate(days)]).sum(axis=0)
    return apart
