"""The arithmetic of controls is in the database: it equals plain arithmetic for whatever is given."""

from __future__ import annotations

import statistics
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizan.funds.careers.assembly import days_of
from mizan.kernel.periods import Period, months_of

FIRST = date(2024, 1, 1)
QUICK = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def admin(db: Any) -> Any:
    with db.raw() as connection:
        yield connection


def unusual(admin: psycopg.Connection, counts: list[int], times: int, least: int, peers: int) -> list[tuple[Any, ...]]:
    return admin.execute("SELECT * FROM controls_unusual(%s::bigint[], %s, %s, %s)", [counts, times, least, peers]).fetchall()


@QUICK
@given(st.lists(st.integers(0, 200), max_size=40), st.integers(1, 8), st.integers(1, 20), st.integers(3, 10))
def test_unusual_is_far_above_the_median_in_whole_numbers(admin: Any, counts: list[int], times: int, least: int, peers: int) -> None:
    expected = []
    if len(counts) >= peers:
        median = statistics.median_low(counts)
        spread = max(statistics.median_low([abs(one - median) for one in counts]), 1)
        expected = [
            (place, one, median, spread) for place, one in enumerate(counts, start=1) if one >= least and one - median > times * spread
        ]
    assert unusual(admin, counts, times, least, peers) == expected


@QUICK
@given(st.lists(st.integers(0, 50), min_size=5, max_size=20), st.integers(0, 1000))
def test_one_count_does_not_hide_itself_by_growing(admin: Any, counts: list[int], more: int) -> None:
    """A mean and its deviation grow with what they should show; the median does not."""
    huge = max(counts) + 300 + more
    assert [row[0] for row in unusual(admin, [*counts, huge], 5, 5, 5)][-1] == len(counts) + 1


@QUICK
@given(st.integers(0, 3000), st.sampled_from("HJM X"))
def test_declared_days_are_those_of_careers(admin: Any, duration: int, unit: str) -> None:
    (days,) = admin.execute("SELECT controls_declared_days(%s, %s)", [duration, unit]).fetchone()
    assert days == days_of(duration, unit)


@QUICK
@given(st.integers(0, 100), st.integers(-60, 400), st.integers(1, 120), st.integers(0, 11), st.sampled_from([1, 3, 12]))
def test_days_too_many_are_what_the_period_has_no_room_for(
    admin: Any, declared: int, begins: int, length: int, month: int, months: int
) -> None:
    paid_from = FIRST + timedelta(days=begins)
    paid_until = paid_from + timedelta(days=length)
    starts = date(2024, month + 1, 1)
    ends = date(2024 + (month + months) // 12, (month + months) % 12 + 1, 1)
    paid = {paid_from + timedelta(days=number) for number in range(length)}
    allowance = 0
    for one in months_of(Period(starts, ends)):
        allowance += min(30, sum(1 for day in paid if one.start <= day < one.end))
    expected = max(0, min(allowance, declared + allowance - 30 * months))
    (found,) = admin.execute(
        "SELECT controls_days_too_many(%s, %s, %s, %s, %s)", [declared, paid_from, paid_until, starts, ends]
    ).fetchone()
    assert found == expected
    assert found <= length
