"""Careers over columns are careers one by one, whatever was told."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.funds.careers import assembly, columns
from mizan.funds.careers.assembly import Told
from mizan.funds.careers.switches import QuarterReading
from mizan.funds.careers.types import Career, CreditKind, CreditKnown, Origin, Scheme, Source
from mizan.kernel.periods import Period, add_days, month, quarter, year

AT = datetime(2026, 1, 5, tzinfo=UTC)
PERSONS = 3
SCHEMES = [Scheme.CNR, Scheme.CASNOS]
days = st.dates(date(1990, 1, 1), date(1993, 12, 31))
amounts = st.one_of(st.integers(0, 9_000_000_000_000_000), st.integers(0, 3))


@st.composite
def rows(draw: st.DrawFn) -> tuple[int, Told]:
    """What a source tells of a person: a month, a quarter (perhaps with its days of work) or a year."""
    length = draw(st.sampled_from([1, 3, 12]))
    of = draw(st.integers(1990, 1993))
    period = {1: lambda: month(of, draw(st.integers(1, 12))), 3: lambda: quarter(of, draw(st.integers(1, 4))), 12: lambda: year(of)}[
        length
    ]()
    within = None
    if length == 3 and draw(st.booleans()):
        first, last = draw(st.none() | days), draw(st.none() | days)
        within = assembly.work_span(first, last if first is None or last is None or last >= first else None)
    scheme = draw(st.sampled_from(SCHEMES))
    source = Source(Origin.HISTORY, "1", AT)
    told = Told(scheme, draw(st.sampled_from([None, 7])), "", period, draw(st.integers(0, 30 * length)), draw(amounts), source, within)
    return draw(st.integers(0, PERSONS - 1)), told


@st.composite
def periods(draw: st.DrawFn) -> tuple[int, CreditKnown]:
    """A credited period of a person."""
    first = draw(days)
    kind = draw(st.sampled_from(list(CreditKind)))
    end = add_days(first, draw(st.integers(1, 200)))
    return draw(st.integers(0, PERSONS - 1)), CreditKnown(1, draw(st.sampled_from(SCHEMES)), kind, first, end, "x", "", AT)


def over_columns(told: list[tuple[int, Told]], free: list[tuple[int, CreditKnown]], reading: QuarterReading) -> columns.CareerColumns:
    worked = []
    for span in (1, 3, 12):
        some = [(slot, one) for slot, one in told if {1: 31, 3: 92, 12: 366}[span] >= (one.period.end - one.period.start).days]
        some = [pair for pair in some if span == 1 or (pair[1].period.end - pair[1].period.start).days > {3: 31, 12: 92}[span]]
        table = [
            (slot, SCHEMES.index(one.scheme), one.period.start.year * 12 + one.period.start.month - 1, one.days, one.amount)
            for slot, one in some
        ]
        held = columns.Worked(*(np.array([row[k] for row in table], np.int64) for k in range(5)))
        start = np.array([one.within.start.toordinal() if one.within else 0 for _, one in some], np.int64)
        end = np.array([one.within.end.toordinal() if one.within else 0 for _, one in some], np.int64)
        worked.append(columns.spread(held, span, start, end, np.array([one.within is not None for _, one in some], np.bool_)))
    credited = columns.credit_months(
        *(
            np.array(column, np.int64)
            for column in (
                [slot for slot, _ in free],
                [SCHEMES.index(one.scheme) for _, one in free],
                [one.starts_on.toordinal() for _, one in free],
                [one.ends_on.toordinal() for _, one in free],
            )
        )
    )
    return columns.assembled(PERSONS, reading, worked, credited)


@given(st.lists(rows(), max_size=12), st.lists(periods(), max_size=4), st.sampled_from(list(QuarterReading)))
def test_columns_are_the_career_of_each(told: list[tuple[int, Told]], free: list[tuple[int, CreditKnown]], reading: QuarterReading) -> None:
    found = over_columns(told, free, reading)
    by_person: dict[int, list[Told]] = defaultdict(list)
    credited: dict[int, list[CreditKnown]] = defaultdict(list)
    for slot, one in told:
        by_person[slot].append(one)
    for slot, credit in free:
        credited[slot].append(credit)
    everybody = np.arange(PERSONS)
    wages, wages_start = found.wages(everybody)
    incomes, incomes_start = found.incomes(everybody)
    for slot in range(PERSONS):
        months = assembly.worked_months(by_person[slot]) + assembly.credited_months(credited[slot])
        counts = {scheme: assembly.counts_of(months, scheme, reading) for scheme in SCHEMES}
        career = Career(slot, AT, tuple(months), (), (), (), counts, assembly.overlapping(months, reading), "")
        for place, scheme in enumerate(SCHEMES):
            assert found.effective(place)[slot] == counts[scheme].effective
            assert found.validated(place)[slot] == counts[scheme].validated
        assert found.overlapping()[slot] == career.overlapping
        assert tuple(wages[wages_start[slot] : wages_start[slot + 1]].tolist()) == career.wages_m
        assert tuple(incomes[incomes_start[slot] : incomes_start[slot + 1]].tolist()) == career.incomes_y
        last = max((one.month for one in months), default=None)
        assert found.last_month[slot] == (columns.NEVER if last is None else last.year * 12 + last.month - 1)


@given(st.integers(0, 1000), st.sampled_from(["H", "J", "M", " ", "X"]))
def test_durations_are_those_of_one(duration: int, unit: str) -> None:
    found = columns.days_declared(np.array([duration], np.int64), np.array([ord(unit)], np.int64))
    assert found[0] == assembly.days_of(duration, unit)


@given(days, days, st.integers(1990, 1993), st.integers(1, 12))
def test_days_of_a_month_inside_a_span(first: date, last: date, of: int, number: int) -> None:
    start, end = min(first, last), max(first, last)
    found = columns.present(np.array([of * 12 + number - 1]), np.array([start.toordinal()]), np.array([end.toordinal()]))
    assert found[0] == assembly._present(month(of, number), Period(start, end))


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1970, 1, 1), date(2000, 2, 29), date(2099, 12, 31)])
def test_months_and_days_are_those_of_the_calendar(day: date) -> None:
    assert columns.months_on(np.array([day.toordinal()]))[0] == day.year * 12 + day.month - 1
    assert columns.first_days(np.array([day.year * 12 + day.month - 1]))[0] == day.replace(day=1).toordinal()
