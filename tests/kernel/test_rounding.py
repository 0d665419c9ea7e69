"""Each rounding does what its name says, and nothing is lost in a division."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.kernel.money import MAX_CENTIMES
from mizan.kernel.refusals import Refused
from mizan.kernel.rounding import Rounding, apply_rate, divide, split_by_rank, split_residue_first

amounts = st.integers(-MAX_CENTIMES, MAX_CENTIMES)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any)


@given(st.integers(-(10**20), 10**20), st.integers(1, 10**12))
def test_divide_against_exact_fractions(numerator: int, divisor: int) -> None:
    exact = Fraction(numerator, divisor)
    down, up, near = (divide(numerator, divisor, r) for r in (Rounding.DOWN, Rounding.UP, Rounding.HALF_UP))
    assert abs(down) <= abs(exact) <= abs(up)
    assert abs(up) - abs(down) == (exact.denominator != 1)
    assert abs(exact - near) <= Fraction(1, 2)
    assert divide(-numerator, divisor, Rounding.HALF_UP) == -near


@pytest.mark.parametrize(("numerator", "expected"), [(5, 1), (-5, -1), (4, 0), (-4, 0), (15, 2), (-15, -2)])
def test_a_half_goes_away_from_zero(numerator: int, expected: int) -> None:
    assert divide(numerator, 10, Rounding.HALF_UP) == expected


def test_a_division_into_shares_is_not_one_number() -> None:
    with pytest.raises(ValueError, match="shares"):
        divide(1, 3, Rounding.FLOOR_RESIDUE_FIRST)
    with pytest.raises(ValueError, match="positive"):
        divide(1, 0, Rounding.HALF_UP)


@given(amounts, st.integers(0, 1_000_000))
def test_a_rate_fits_in_64_bits(base: int, rate: int) -> None:
    assert abs(base * rate) < 2**63
    assert apply_rate(base, rate, Rounding.HALF_UP) == -apply_rate(-base, rate, Rounding.HALF_UP)


def test_what_could_wrap_is_refused() -> None:
    with pytest.raises(Refused):
        apply_rate(MAX_CENTIMES + 1, 1, Rounding.HALF_UP)
    with pytest.raises(Refused):
        apply_rate(1, 1_000_001, Rounding.HALF_UP)


@given(amounts, weights)
def test_shares_add_up_and_the_residue_is_with_the_first(total: int, weights: list[int]) -> None:
    shares = split_residue_first(total, weights)
    assert sum(shares) == total
    first = next(i for i, weight in enumerate(weights) if weight)
    for i, (share, weight) in enumerate(zip(shares, weights, strict=True)):
        floor = abs(total) * weight // sum(weights)
        assert abs(share) == floor if i != first else abs(share) >= floor
        assert weight or not share
    assert shares == tuple(-s for s in split_residue_first(-total, weights))


@given(amounts, weights)
def test_left_over_centimes_go_one_each_by_rank(total: int, weights: list[int]) -> None:
    shares = split_by_rank(total, weights)
    assert sum(shares) == total
    extra = [abs(share) - abs(total) * weight // sum(weights) for share, weight in zip(shares, weights, strict=True) if weight]
    assert extra == sorted(extra, reverse=True)
    assert set(extra) <= {0, 1}


@given(weights, st.data())
def test_a_partial_payment_never_passes_what_remains(remaining: list[int], data: st.DataObject) -> None:
    paid = data.draw(st.integers(0, sum(remaining)))
    assert all(share <= weight for share, weight in zip(split_by_rank(paid, remaining), remaining, strict=True))


def test_weights_must_be_a_division() -> None:
    for weights in ([], [0, 0], [1, -1, 3]):
        with pytest.raises(ValueError, match=r"weights|empty"):
            split_residue_first(10, weights)
