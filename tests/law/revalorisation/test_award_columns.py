"""Awards raised over columns: the same to the centime whether few enough to be interpreted or so many that the law is compiled."""

from datetime import date

import numpy as np
import pytest

from mizan.kernel.refusals import Refused
from mizan.law.algeria.revalorisation import InPayment, raise_award, raise_columns
from mizan.law.algeria.revalorisation.award import FEW

ON, KNOWN = date(2026, 1, 1), date(2026, 11, 1)


def awards(count: int) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """Awards of every kind of minimum, with and without complements, begun from 1990 to 2025."""
    drawn = np.random.default_rng(26)
    table = np.zeros((count, len(InPayment._fields)), np.int64)
    table[:, 0] = drawn.integers(500_000, 12_000_000, count)
    table[:, 1] = np.where(drawn.random(count) < 0.2, drawn.integers(0, 500_000, count), 0)
    table[:, 2] = np.where(drawn.random(count) < 0.2, drawn.integers(0, 500_000, count), 0)
    table[:, 3] = drawn.integers(0, 2, count)
    least = np.where(drawn.random(count) < 0.5, drawn.integers(1, 2_000_000, count), 0)
    table[:, 4], table[:, 5] = least, np.where(least > 0, 2_000_000, 0)
    table[:, 6] = drawn.integers(0, 2, count)
    table[:, 7] = drawn.integers(date(1990, 1, 1).toordinal(), date(2025, 12, 31).toordinal(), count)
    return table


@pytest.mark.parametrize("count", [200, FEW + 200])
def test_columns_are_equal_to_one_by_one(count: int) -> None:
    table = awards(count)
    found = raise_columns(table, on=ON, known=KNOWN)
    assert (found.sum(axis=1) >= table[:, :3].sum(axis=1)).all()
    for given, row in zip(table.tolist(), found.tolist(), strict=True):
        assert row == list(raise_award(InPayment(*given), on=ON, known=KNOWN))


@pytest.mark.parametrize("times", [1, FEW])
def test_an_amount_beyond_what_is_counted_names_its_row(times: int) -> None:
    table = awards(2 * times)
    table[1, 0] = 2**62
    with pytest.raises(Refused) as caught:
        raise_columns(table, on=ON, known=KNOWN)
    assert caught.value.refusal.params["row"] == 1
