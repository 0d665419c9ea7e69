"""Statistics are the library's: the same bounds, in whole numbers, and the shares and medians lie within them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.funds.procedures.spread import median_between, share_between, share_ppm, shares_differ, spread_of


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=60))
def test_the_median_and_the_ninth_decile_are_observed_and_in_their_place(values: list[int]) -> None:
    found = spread_of(values)
    assert found is not None
    assert found.median in values
    assert found.p90 in values
    assert sum(1 for value in values if value <= found.median) * 2 >= len(values)
    assert sum(1 for value in values if value < found.median) * 2 <= len(values)
    assert Fraction(sum(1 for value in values if value <= found.p90), len(values)) >= Fraction(9, 10)
    assert (found.many, found.total) == (len(values), sum(values))
    between = median_between(values)
    if between is not None:
        assert between.low <= found.median <= between.high
        assert {between.low, between.high} <= set(values)


@given(st.integers(0, 400).flatmap(lambda among: st.tuples(st.integers(0, among), st.just(among))))
def test_a_share_lies_within_its_interval_which_is_scipys(of: tuple[int, int]) -> None:
    found, among = of
    between, share = share_between(found, among), share_ppm(found, among)
    if among == 0:
        assert between is None
        assert share is None
        return
    from scipy.stats import binomtest

    bounds = binomtest(found, among).proportion_ci(0.95, method="wilson")
    assert between is not None
    assert 0 <= between.low <= (share or 0) <= between.high <= 1_000_000
    assert between.low <= bounds.low * 10**6 < between.low + 1 or between.low == 0
    assert between.high - 1 < bounds.high * 10**6 <= between.high or between.high == 10**6


def test_wilsons_interval_is_what_others_publish() -> None:
    # statsmodels 0.15: proportion_confint(3, 10, method="wilson") = (0.107791267…, 0.603221852…)
    assert share_between(3, 10) == (107_791, 603_222)


@pytest.mark.parametrize(("many", "told"), [(5, False), (6, True), (40, True)])
def test_few_values_have_no_interval_of_their_median(many: int, told: bool) -> None:
    assert (median_between(list(range(many))) is not None) == told


def test_nothing_has_no_spread() -> None:
    assert spread_of([]) is None
    assert median_between([]) is None


def test_shares_differ_by_more_than_chance_or_not() -> None:
    assert shares_differ([(40, 50), (10, 50)]) is True
    assert shares_differ([(40, 50), (39, 50)]) is False
    # Nobody refused, or one group alone: there is nothing to ask.
    assert shares_differ([(10, 10), (20, 20)]) is None
    assert shares_differ([(5, 10)]) is None
    # Of many groups with the same right, the two furthest apart are no finding.
    assert shares_differ([(6 + number % 3, 12) for number in range(30)]) is False
