"""The functions rules call: days against the calendar of the standard library, quotients against exact fractions, twins against both."""

from datetime import date
from fractions import Fraction

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.kernel.money import MAX_CENTIMES
from mizan.kernel.periods import add_months as later
from mizan.kernel.refusals import Refused
from mizan.law.engine import primitives, twins

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
AMOUNTS = st.integers(-MAX_CENTIMES, MAX_CENTIMES)


@pytest.fixture(scope="module")
def compiled() -> dict[str, object]:
    namespace: dict[str, object] = {"np": np, "njit": lambda **_: numba.njit}
    exec(twins.text(), namespace)
    return namespace


@given(DAYS)
def test_a_day_is_what_the_calendar_says(day: date) -> None:
    number = day.toordinal()
    parts = (primitives.year_of(number), primitives.month_of(number), primitives.day_of_month(number))
    assert parts == (day.year, day.month, day.day)
    assert primitives.day_of(*parts) == number
    last = date.fromordinal(primitives.last_of_month(number))
    assert (last.year, last.month) == (day.year, day.month)
    assert date.fromordinal(last.toordinal() + 1).day == 1


@given(st.integers(1900, 2199), st.integers(1, 12), st.integers(28, 31))
def test_a_day_past_the_month_is_its_last(year: int, month: int, day: int) -> None:
    found = date.fromordinal(primitives.day_of(year, month, day))
    try:
        expected = date(year, month, day)
    except ValueError:
        expected = date.fromordinal(primitives.last_of_month(date(year, month, 1).toordinal()))
    assert found == expected


@given(DAYS, st.integers(-600, 600))
def test_months_later_are_those_of_the_house(day: date, months: int) -> None:
    assert date.fromordinal(primitives.add_months(day.toordinal(), months)) == later(day, months)


@given(DAYS, DAYS)
def test_whole_months_between(start: date, end: date) -> None:
    months = primitives.months_between(start.toordinal(), end.toordinal())
    assert primitives.years_between(start.toordinal(), end.toordinal()) == months // 12
    if end < start:
        assert months == 0
    else:
        assert later(start, months) <= end < later(start, months + 1)


@given(AMOUNTS, st.integers(-1000, 1_000_000), st.integers(-2, 12_000_000))
def test_ratios_are_exact_fractions_rounded_once(amount: int, numerator: int, denominator: int) -> None:
    if denominator <= 0:
        assert primitives.ratio_half_up(amount, numerator, denominator) == primitives.ratio_down(amount, numerator, denominator) == 0
        return
    exact = abs(Fraction(amount * numerator, denominator))
    sign = -1 if amount * numerator < 0 else 1
    assert primitives.ratio_half_up(amount, numerator, denominator) == sign * ((exact + Fraction(1, 2)).__floor__())
    assert primitives.ratio_down(amount, numerator, denominator) == sign * exact.__floor__()


def test_a_product_past_64_bits_is_refused() -> None:
    with pytest.raises(Refused):
        primitives.ratio_half_up(MAX_CENTIMES, 2_000_000, 3)


@given(st.lists(st.integers(0, 10**9), max_size=40), st.integers(-1, 45), st.integers(0, 14))
def test_series_against_the_plain_reading(series: list[int], count: int, size: int) -> None:
    assert primitives.sum_of_best(series, count) == sum(sorted(series)[len(series) - min(max(count, 0), len(series)) :])
    assert primitives.sum_of_last(series, count) == sum(series[-count:] if count > 0 else [])
    if size and len(series) % size == 0:
        years = [sum(series[i : i + size]) for i in range(0, len(series), size)]
        assert primitives.sum_of_best_blocks(series, size, count) == primitives.sum_of_best(years, count)


def test_every_primitive_has_its_twin(compiled: dict[str, object]) -> None:
    assert not primitives.PRIMITIVES.keys() - compiled.keys()


@pytest.mark.parametrize("name", sorted(primitives.CALENDAR))
def test_days_compiled_are_days_interpreted(compiled: dict[str, object], name: str) -> None:
    random = np.random.default_rng(len(name))
    low, high = date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal()
    ranges = {
        "year": (1900, 2200), "month": (1, 13), "months": (-600, 600), "day": (1, 32) if name == "day_of" else (low, high),
        "start": (low, high), "end": (low, high),
    }  # fmt: skip
    plain, twin = primitives.CALENDAR[name], compiled[name]
    arguments = [random.integers(*ranges[argument], 20_000) for argument in plain.__code__.co_varnames[: plain.__code__.co_argcount]]
    for row in zip(*(column.tolist() for column in arguments), strict=True):
        assert twin(*row) == plain(*row), row


@pytest.mark.parametrize("name", ["rate_half_up", "rate_down", "ratio_half_up", "ratio_down", "floor_share", "quotient", "remainder"])
def test_numbers_compiled_are_numbers_interpreted(compiled: dict[str, object], name: str) -> None:
    random = np.random.default_rng(len(name))
    edges = [-MAX_CENTIMES, -3, -2, -1, 0, 1, 2, 3, MAX_CENTIMES]
    first = [*edges, *random.integers(-MAX_CENTIMES, MAX_CENTIMES, 20_000).tolist()]
    plain, twin = primitives.PRIMITIVES[name], compiled[name]
    more = plain.__code__.co_argcount - 1
    for amount in first:
        rest = [int(random.integers(0, 1_000_001)) for _ in range(more)]
        assert twin(amount, *rest) == plain(amount, *rest), (amount, rest)


@pytest.mark.parametrize("kind", [np.int64, np.int32])
def test_series_compiled_are_series_interpreted(compiled: dict[str, object], kind: type) -> None:
    random = np.random.default_rng(5)
    for size in [0, 1, 2, 59, 60, 61, 330, *random.integers(1, 500, 300).tolist()]:
        series = random.integers(-5, 9, size) if size % 3 == 0 else random.integers(0, 2**31 - 1, size)
        held, plain = series.astype(kind), series.tolist()
        for name in ("sum_of", "greatest_of"):
            assert compiled[name](held) == primitives.PRIMITIVES[name](plain)
        for count in (-1, 0, 1, 59, 60, 120, size, size + 1):
            for name in ("sum_of_best", "sum_of_last"):
                assert compiled[name](held, count) == primitives.PRIMITIVES[name](plain, count), (name, size, count)
            assert compiled["sum_of_best_blocks"](held, 12, count) == primitives.sum_of_best_blocks(plain, 12, count)


@given(
    st.lists(
        st.integers(0, 2**31 - 1) | st.sampled_from([0, 1, 2, 3, 2**31 - 1]) | st.integers(0, 60).map(lambda n: 2 ** (n // 2)), max_size=90
    ),
    st.integers(0, 90),
)
def test_the_best_of_a_series_however_it_is_spread(compiled: dict[str, object], series: list[int], count: int) -> None:
    """Ties, gaps of every size and values far from the rest: what is sought by where it should be is found all the same."""
    expected = primitives.sum_of_best(series, count)
    assert compiled["sum_of_best"](np.array(series, dtype=np.int32), count) == expected
    assert compiled["sum_of_best"](np.array(series, dtype=np.int64), count) == expected
    signed = [MAX_CENTIMES - element * 4_000 for element in series]
    assert compiled["sum_of_best"](np.array(signed, dtype=np.int64), count) == primitives.sum_of_best(signed, count)


def test_the_best_of_the_longest_series_of_the_largest_amounts(compiled: dict[str, object]) -> None:
    random = np.random.default_rng(8)
    series = random.integers(-MAX_CENTIMES, MAX_CENTIMES + 1, 100_000)
    series[:3] = [-MAX_CENTIMES, MAX_CENTIMES, MAX_CENTIMES]
    ordered = sorted(series.tolist(), reverse=True)
    for count in (1, 2, 3, 60, 50_000, 99_999):
        assert compiled["sum_of_best"](series, count) == sum(ordered[:count])
    for size in (7, 12, 50_000):
        assert compiled["sum_of_best_blocks"](series, size, 2) == primitives.sum_of_best_blocks(series.tolist(), size, 2)
