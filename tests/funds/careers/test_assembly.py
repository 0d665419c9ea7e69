"""Rows of any length become months, months become quarters; nothing is lost or counted twice."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.funds.careers import assembly
from mizan.funds.careers.assembly import Told, counts_of, credited_months, days_of, gaps, overlapping, quarters, spread, worked_months
from mizan.funds.careers.switches import QuarterReading
from mizan.funds.careers.types import CreditKind, CreditKnown, Origin, Scheme, Source
from mizan.kernel.periods import Period, month, quarter, year

AT = datetime(2026, 1, 5, tzinfo=UTC)
DAS = Source(Origin.DAS, "1/1", AT)


def told(period: Period, days: int, amount: int, *, source: Source = DAS, within: Period | None = None, **more: Any) -> Told:
    words = {"scheme": Scheme.CNR, "employer_id": 7, "employer_name": "", **more}
    return Told(words["scheme"], words["employer_id"], words["employer_name"], period, days, amount, source, within)


@pytest.mark.parametrize(
    ("duration", "unit", "days"), [(520, "H", 90), (173, "H", 30), (87, "H", 15), (26, "J", 26), (92, "J", 90), (2, "M", 60), (0, " ", 0)]
)
def test_durations_are_days_of_thirty(duration: int, unit: str, days: int) -> None:
    assert days_of(duration, unit) == days


def test_a_quarter_is_laid_on_its_months() -> None:
    assert list(spread(told(quarter(2025, 1), 90, 100_00))) == [
        (date(2025, 1, 1), 30, 3334), (date(2025, 2, 1), 30, 3333), (date(2025, 3, 1), 30, 3333)
    ]  # fmt: skip


def test_dates_say_which_months_were_worked() -> None:
    hired = Period(date(2025, 2, 16), date.max)
    assert list(spread(told(quarter(2025, 1), 45, 90_00, within=hired))) == [(date(2025, 2, 1), 15, 3000), (date(2025, 3, 1), 30, 6000)]
    # The days told leave no room in the dates: the days count.
    assert [days for _, days, _ in spread(told(quarter(2025, 1), 90, 90_00, within=hired))] == [30, 30, 30]
    # Pay without days, as a bonus of the year before, is kept where it was told.
    assert [(days, amount) for _, days, amount in spread(told(quarter(2025, 1), 0, 90_00))] == [(0, 3000)] * 3


periods = st.one_of(
    st.builds(month, st.integers(1990, 2025), st.integers(1, 12)),
    st.builds(quarter, st.integers(1990, 2025), st.integers(1, 4)),
    st.builds(year, st.integers(1990, 2025)),
)
spans = st.none() | st.tuples(st.dates(date(1989, 1, 1), date(2026, 1, 1)), st.integers(1, 900)).map(
    lambda pair: Period(pair[0], date.fromordinal(pair[0].toordinal() + pair[1]))
)
rows_told = st.builds(
    told,
    periods,
    st.integers(0, 360),
    st.integers(0, 10**12),
    within=spans,
    employer_id=st.integers(1, 2),
    scheme=st.sampled_from(list(Scheme)),
)


@given(rows_told)
def test_spreading_loses_nothing(one: Told) -> None:
    made = list(spread(one))
    assert sum(amount for _, _, amount in made) == one.amount
    months = assembly.months_of(one.period)
    assert sum(days for _, days, _ in made) == min(one.days, 30 * len(months))
    assert all(0 <= days <= 30 and one.period.has(start) for start, days, _ in made)


@given(st.lists(rows_told, max_size=12), st.sampled_from(list(QuarterReading)))
def test_a_career_adds_up(rows: list[Told], reading: QuarterReading) -> None:
    months = worked_months(rows)
    assert sum(one.amount for one in months) == sum(one.amount for one in rows)
    keys = [(one.month, one.scheme, one.employer_id) for one in months]
    assert len(keys) == len(set(keys))
    assert all(one.days <= 30 and one.sources for one in months)
    for scheme in Scheme:
        counts = counts_of(months, scheme, reading)
        assert counts.effective == counts.validated
        assert overlapping(months, reading) <= counts.effective
    for first, end in gaps(months):
        assert not any(first <= one.month < end for one in months)


def credit(kind: CreditKind, start: date, end: date, number: int = 1) -> CreditKnown:
    return CreditKnown(number, Scheme.CNR, kind, start, end, "x", "", AT)


def test_a_correction_stands_for_all_else_of_its_month() -> None:
    fixed = told(month(2025, 2), 20, 7_00, source=Source(Origin.CORRECTION, "9", AT))
    months = worked_months([told(quarter(2025, 1), 90, 90_00), fixed, told(quarter(2025, 1), 90, 30_00, employer_id=8)])
    february = [one for one in months if one.month == date(2025, 2, 1)]
    assert [(one.employer_id, one.days, one.amount, one.sources[0].origin) for one in february] == [
        (7, 20, 7_00, Origin.CORRECTION), (8, 30, 10_00, Origin.DAS)
    ]  # fmt: skip
    assert len(months) == 6


def test_credited_days_fill_what_work_leaves() -> None:
    work = worked_months([told(quarter(2025, 1), 45, 10_00, within=Period(date(2025, 1, 1), date(2025, 2, 16)))])
    sick = credited_months([credit(CreditKind.SICKNESS, date(2025, 2, 1), date(2025, 4, 1))])
    assert [one.days for one in sick] == [30, 30]
    for reading, effective, validated, credited in (
        (QuarterReading.DAYS_SUMMED, 0, 1, 0), (QuarterReading.QUARTER_TOUCHED, 1, 1, 1), (QuarterReading.QUARTER_WHOLE, 0, 1, 0)
    ):  # fmt: skip
        counts = counts_of([*work, *sick], Scheme.CNR, reading)
        assert (counts.effective, counts.validated, counts.credited[CreditKind.SICKNESS]) == (effective, validated, credited), reading
    assert counts_of([*work, *sick], Scheme.CASNOS, QuarterReading.DAYS_SUMMED).validated == 0


def test_national_service_of_two_years_is_eight_quarters() -> None:
    served = credited_months([credit(CreditKind.NATIONAL_SERVICE, date(1990, 9, 15), date(1992, 9, 15))])
    for reading in QuarterReading:
        assert counts_of(served, Scheme.CNR, reading).validated in (7, 8, 9)
    assert counts_of(served, Scheme.CNR, QuarterReading.DAYS_SUMMED).credited == {CreditKind.NATIONAL_SERVICE: 8}


def test_both_schemes_in_a_year_overlap_and_gaps_are_shown() -> None:
    own = told(year(2024), 360, 240_00, scheme=Scheme.CASNOS, employer_id=None)
    months = worked_months([told(quarter(2024, 2), 90, 90_00), own, told(quarter(2025, 3), 90, 90_00)])
    assert overlapping(months, QuarterReading.DAYS_SUMMED) == 1
    assert gaps(months) == ((date(2025, 1, 1), date(2025, 7, 1)),)
    assert quarters({date(2024, 1, 1): 30, date(2024, 2, 1): 29}, QuarterReading.QUARTER_WHOLE) == 0


def test_a_single_month_takes_all_of_what_is_told_of_it() -> None:
    """The short way of one month says what the general way would: its days at most thirty, its amount whole, wherever the work was."""
    source = Source(Origin.HISTORY, "1", datetime(2026, 1, 1, tzinfo=UTC))
    for days, amount, within in ((30, 100_01, None), (45, 7, None), (0, 5, None), (12, 0, Period(date(2025, 2, 20), date(2025, 3, 1)))):
        told = assembly.Told(Scheme.CNR, None, "", month(2025, 2), days, amount, source, within)
        assert list(assembly.spread(told)) == [(date(2025, 2, 1), min(days, 30), amount)]
    assert list(assembly.spread(assembly.Told(Scheme.CNR, None, "", month(2025, 2), 0, 0, source, None))) == []
