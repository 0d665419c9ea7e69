"""Periods hold their first day and exclude their end."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.kernel.periods import Period, add_months, month, month_of, months_of, parse_period, previous, quarter, quarter_of, year
from mizan.kernel.refusals import Refused

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(days)
def test_every_day_is_in_its_month_quarter_and_year(day: date) -> None:
    for period in (month_of(day), quarter_of(day), year(day.year)):
        assert period.has(day)
        assert parse_period(period.key) == period
        assert previous(period).end == period.start
        assert [m.start for m in months_of(period)] == sorted({month_of(m.start).start for m in months_of(period)})
        assert months_of(period)[0].start == period.start
        assert months_of(period)[-1].end == period.end


@given(days, st.integers(-60, 60))
def test_months_later_stays_in_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, month_of(later).last_day.day)


def test_keys() -> None:
    assert month(2026, 10).key == "2026-10"
    assert quarter(2026, 3).key == "2026-Q3"
    assert year(2026).key == "2026"
    assert Period(date(2026, 1, 2), date(2026, 1, 9)).key == "2026-01-02/2026-01-09"
    assert month(2026, 12).last_day == date(2026, 12, 31)


@pytest.mark.parametrize("text", ["", "2026-13", "2026-Q5", "26", "2026-1", "0000", "9999", "2026-10-01", "٢٠٢٦"])
def test_what_is_not_a_period_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_period(text)
    assert caught.value.refusal.code == "period_unreadable"


def test_only_calendar_periods_have_a_previous_one() -> None:
    with pytest.raises(ValueError, match="previous"):
        previous(Period(date(2026, 1, 2), date(2026, 1, 9)))
