"""The named day of a demo or a test is the civil day of Algiers at every hour, also while it is still the day before in UTC."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mizan.doors.clock import ALGIERS, on_named_day


@given(st.integers(0, 366 * 86_400), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_civil_day_is_the_named_one_at_any_hour(seconds: int, day: date) -> None:
    real = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    told = on_named_day(day, real)
    assert told.utcoffset() == timedelta(0)
    assert told.astimezone(ALGIERS).date() == day
    assert told.astimezone(ALGIERS).timetz() == real.astimezone(ALGIERS).timetz()


def test_half_an_hour_after_midnight_in_algiers() -> None:
    told = on_named_day(date(2026, 11, 23), datetime(2026, 11, 28, 23, 30, tzinfo=UTC))
    assert told == datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
