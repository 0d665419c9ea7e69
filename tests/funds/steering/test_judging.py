"""The rule of statuses, by its properties: whatever is known, good news needs measure, and what is better never counts against."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.funds.steering.steering_world import figure

from mizan.formats.indicators import Direction
from mizan.funds.indicators.types import State
from mizan.funds.steering.figures import nothing_lately
from mizan.funds.steering.judging import behind, expected, held, judge
from mizan.funds.steering.types.statuses import Grounds, Judged, MeasureState, MonthEnd, Status, Way, Why
from mizan.kernel.periods import add_days, add_months

FROM = date(2026, 2, 1)
RANK = {Status.RELAPSED: 0, Status.LATE: 0, Status.NOT_MEASURABLE: 1, Status.NOT_BEGUN: 1, Status.ON_TRACK: 2, Status.DONE: 3}
VALUES = st.integers(-10_000, 10_000)


def ends(*values: int) -> tuple[MonthEnd, ...]:
    return tuple(MonthEnd(add_months(FROM, rank + 1), value) for rank, value in enumerate(values))


def way(*values: int, target: int | None = 100, baseline: int = 50, up: bool = True, name: str = "receipts") -> Way:
    return Way(name, Direction.UP if up else Direction.DOWN, True, MonthEnd(FROM, baseline), target, ends(*values))


def on(months: int, *ways: Way, deadline: date | None = None, measures: tuple[MeasureState, ...] = ()) -> Judged:
    """The status some months after the baseline, on the day their last month-end is in."""
    return judge(Grounds(deadline, ways, measures), add_months(FROM, months))


@st.composite
def ways(draw: st.DrawFn, live: bool | None = None) -> Way:
    return Way(
        draw(st.sampled_from(["receipts", "spending", "arrears"])),
        draw(st.sampled_from(Direction)),
        draw(st.booleans()) if live is None else live,
        draw(st.one_of(st.none(), st.builds(MonthEnd, st.just(FROM), VALUES))),
        draw(st.one_of(st.none(), VALUES)),
        ends(*draw(st.lists(VALUES, max_size=8))),
        draw(st.booleans()),
    )


DAYS = st.integers(0, 400).map(lambda days: add_days(FROM, days))
MEASURES = st.builds(MeasureState, DAYS, DAYS, st.one_of(st.none(), DAYS))
GROUNDS = st.builds(
    Grounds, st.one_of(st.none(), DAYS), st.lists(ways(), min_size=1, max_size=3).map(tuple), st.lists(MEASURES, max_size=2).map(tuple)
)


def test_an_instruction_without_indicator_is_no_instruction() -> None:
    with pytest.raises(ValueError, match="indicator"):
        judge(Grounds(None, (), ()), FROM)


def test_it_begins_moves_arrives_and_falls_back() -> None:
    deadline = date(2026, 12, 31)
    assert on(1, way(50), deadline=deadline) == Judged(Status.NOT_BEGUN, Why.NOTHING_YET)
    assert on(2, way(50, 60), deadline=deadline).status is Status.ON_TRACK
    assert on(6, way(50, 50, 50, 50, 50, 50), deadline=deadline) == Judged(Status.LATE, Why.BEHIND, ("receipts",))
    assert on(3, way(60, 90, 100), deadline=deadline).status is Status.ON_TRACK
    assert on(4, way(60, 90, 100, 101), deadline=deadline) == Judged(Status.DONE, Why.HELD)
    assert on(5, way(60, 90, 100, 101, 99), deadline=deadline) == Judged(Status.RELAPSED, Why.NOT_HELD, ("receipts",))
    assert on(6, way(60, 90, 100, 101, 99, 100), deadline=deadline).status is Status.RELAPSED
    assert on(7, way(60, 90, 100, 101, 99, 100, 100), deadline=deadline).status is Status.DONE


def test_the_deadline_is_the_last_day_that_is_not_late() -> None:
    reached_once = way(100, 100, 90)
    grounds = Grounds(date(2026, 4, 10), (replace(reached_once, month_ends=ends(60, 100)),), ())
    assert judge(grounds, date(2026, 4, 10)).status is Status.ON_TRACK
    assert judge(grounds, date(2026, 4, 11)) == Judged(Status.LATE, Why.DEADLINE, ("receipts",))


def test_a_measure_without_evidence_is_late_the_day_after_it_is_due_and_stops_done() -> None:
    due = MeasureState(date(2026, 2, 3), date(2026, 3, 10))
    grounds = Grounds(None, (way(100, 100),), (due,))
    assert judge(grounds, date(2026, 3, 10)).status is Status.ON_TRACK
    assert judge(grounds, date(2026, 3, 11)) == Judged(Status.LATE, Why.MEASURE)
    shown = replace(grounds, measures=(replace(due, evidenced_on=date(2026, 4, 2)),))
    assert judge(shown, date(2026, 4, 1)).status is Status.LATE
    assert judge(shown, date(2026, 4, 2)).status is Status.DONE


def test_what_has_no_feed_is_named_and_late_is_not_hidden_behind_it() -> None:
    visits = Way("field_visits", Direction.UP, False, None, None)
    assert on(2, visits) == Judged(Status.NOT_MEASURABLE, Why.NO_FEED, ("field_visits",))
    assert on(3, way(100, 100, 100), visits) == Judged(Status.NOT_MEASURABLE, Why.NO_FEED, ("field_visits",))
    assert on(2, way(40, 40), visits).status is Status.LATE
    nothing = replace(way(), baseline=None)
    assert on(1, nothing) == Judged(Status.NOT_MEASURABLE, Why.NO_FIGURE, ("receipts",))
    watched = replace(way(60, target=None), direction=Direction.WATCH)
    assert on(1, watched) == Judged(Status.NOT_MEASURABLE, Why.NO_TARGET, ("receipts",))


def test_figures_that_stopped_coming_say_nothing_any_more() -> None:
    grounds = Grounds(None, (way(100, 100),), ())
    assert judge(grounds, date(2026, 4, 1)).status is Status.DONE
    assert judge(grounds, date(2026, 7, 10)).status is Status.DONE
    assert judge(grounds, date(2026, 7, 11)).why is Why.NO_FIGURE


def test_what_had_nothing_to_count_is_not_measurable_and_never_on_track_or_done() -> None:
    good = replace(way(100, 100), counted=False)
    assert judge(Grounds(None, (good,), (MeasureState(FROM, date(2027, 1, 1)),)), date(2026, 4, 2)) == Judged(
        Status.NOT_MEASURABLE, Why.NO_FIGURE, ("receipts",)
    )
    assert on(2, way(40, 40, name="spending"), good).status is Status.LATE
    known = datetime(2026, 5, 1, tzinfo=UTC)
    february, march = (figure("receipts", (2026, number), 5, known=datetime(2026, number + 1, 3, tzinfo=UTC)) for number in (2, 3))
    nothing = replace(march, state=State.NOTHING_COUNTED, value=None)
    assert nothing_lately([february, nothing], known)
    assert not nothing_lately([february, nothing, replace(march, known_at=datetime(2026, 4, 9, tzinfo=UTC))], known)
    assert not nothing_lately([february, nothing], nothing.known_at)
    assert not nothing_lately([february, replace(nothing, state=State.LATE)], known)
    assert not nothing_lately([], known)


def test_without_target_it_is_never_done_and_late_only_when_worse() -> None:
    assert on(2, way(99, 99, target=None, baseline=100)).status is Status.NOT_BEGUN
    assert on(2, way(99, 97, target=None, baseline=100)) == Judged(Status.LATE, Why.BEHIND, ("receipts",))
    assert on(2, way(9_000, 9_000, target=None)).status is Status.ON_TRACK


def test_the_way_is_straight_and_ends_at_the_deadline() -> None:
    one = way(baseline=0, target=334)
    deadline = date(2026, 12, 31)
    assert expected(one, deadline, FROM) == 0
    assert expected(one, deadline, add_days(FROM, 167)) == 167
    assert expected(one, deadline, date(2027, 1, 1)) == expected(one, deadline, date(2028, 1, 1)) == 334
    assert expected(way(baseline=120), deadline, FROM) == 100


@given(GROUNDS, DAYS)
def test_good_news_needs_that_every_indicator_is_measured(grounds: Grounds, day: date) -> None:
    found = judge(grounds, day)
    if any(not one.live or one.baseline is None or not one.counted for one in grounds.ways):
        assert found.status in (Status.NOT_MEASURABLE, Status.LATE)
    if all(not one.live for one in grounds.ways):
        assert found.status is Status.NOT_MEASURABLE
        assert set(found.about) == {one.indicator for one in grounds.ways}


@given(GROUNDS, DAYS)
def test_what_comes_after_the_day_changes_nothing(grounds: Grounds, day: date) -> None:
    past = replace(
        grounds,
        ways=tuple(replace(one, month_ends=tuple(e for e in one.month_ends if e.end <= add_days(day, 1))) for one in grounds.ways),
        measures=tuple(
            replace(one, evidenced_on=one.evidenced_on if one.evidenced_on and one.evidenced_on <= day else None)
            for one in grounds.measures
            if one.written_on <= day
        ),
    )
    assert judge(past, day) == judge(grounds, day)


@given(GROUNDS, DAYS, st.integers(0, 20_000))
def test_a_better_last_figure_never_counts_against(grounds: Grounds, day: date, more: int) -> None:
    def better(one: Way) -> Way:
        known = [e for e in one.month_ends if e.end <= add_days(day, 1)]
        if not known or one.direction is Direction.WATCH:
            return one
        step = more if one.direction is Direction.UP else -more
        return replace(one, month_ends=(*known[:-1], replace(known[-1], value=known[-1].value + step)))

    before, after = judge(grounds, day), judge(replace(grounds, ways=tuple(better(one) for one in grounds.ways)), day)
    assert RANK[after.status] >= RANK[before.status]


@given(GROUNDS, DAYS)
def test_evidence_never_counts_against(grounds: Grounds, day: date) -> None:
    shown = replace(grounds, measures=tuple(replace(one, evidenced_on=one.written_on) for one in grounds.measures))
    before, after = judge(grounds, day), judge(shown, day)
    assert RANK[after.status] >= RANK[before.status] or after.status is Status.RELAPSED


@given(GROUNDS, DAYS)
def test_done_is_held_by_all_and_relapse_follows_done(grounds: Grounds, day: date) -> None:
    found = judge(grounds, day)
    if found.status is Status.DONE:
        assert all(held(one, day) and not behind(one, None, day) for one in grounds.ways)
    if found.status is Status.RELAPSED:
        assert any(judge(grounds, add_days(FROM, before)).status is Status.DONE for before in range((day - FROM).days))


@given(GROUNDS, DAYS)
def test_the_same_is_judged_the_same(grounds: Grounds, day: date) -> None:
    assert judge(grounds, day) == judge(replace(grounds), day)
