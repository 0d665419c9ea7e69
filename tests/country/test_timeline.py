"""Acts in the order of time, whatever hands do them, and both sides of the books at once."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mizan.config.database import connect_as
from mizan.doors.console.demo.run import sides
from mizan.doors.console.demo.run.hands import Hands
from mizan.doors.console.demo.run.timeline import LEAST_NOTICE, Side, Timeline
from mizan.doors.console.demo.streams import Stream, apportion

START = datetime(2025, 1, 1, tzinfo=UTC)
EMPLOYERS, BENEFITS, BOTH = Side.CONTRIBUTIONS, Side.BENEFITS, Side.BOTH


def hours(number: float) -> datetime:
    return START + timedelta(hours=number)


def test_acts_of_employers_come_together_until_one_concerns_them_all() -> None:
    timeline = Timeline(hours(720))
    for hour, employer in ((5, 2), (1, 1), (3, 1)):
        timeline.add(hours(hour), lambda: None, side=EMPLOYERS, employer=employer)
    timeline.add(hours(4), lambda: None, side=EMPLOYERS)
    timeline.add(hours(721), lambda: None, side=EMPLOYERS)
    assert len(timeline) == 4
    stretches = []
    while events := timeline.stretch(hours(5)):
        stretches.append([(event.at, event.employer) for event in events])
    assert stretches == [[(hours(1), 1), (hours(3), 1)], [(hours(4), -1)]]
    assert [event.employer for event in timeline.stretch(hours(6))] == [2]


def test_an_act_that_follows_from_another_keeps_its_place(db: Any) -> None:
    timeline, done = Timeline(START + timedelta(days=60)), []

    def first() -> None:
        done.append("first")
        timeline.add(START + LEAST_NOTICE, lambda: done.append("answer"), side=EMPLOYERS, employer=1)

    timeline.add(START, first, side=EMPLOYERS, employer=1)
    timeline.add(START + LEAST_NOTICE + timedelta(hours=1), lambda: done.append("later"), side=EMPLOYERS, employer=1)
    with Hands(2, connect_as) as hands:
        sides.play(timeline, hands)
    assert done == ["first", "answer", "later"]


def test_what_concerns_both_sides_waits_for_both_and_employers_go_on_with_it_until_benefits_have_something_to_do() -> None:
    timeline = Timeline(hours(720))
    for hour, side, employer in (
        (2, EMPLOYERS, 1),
        (3, BOTH, 1),
        (4, EMPLOYERS, 2),
        (5, BOTH, 2),
        (6, BENEFITS, -1),
        (7, EMPLOYERS, 3),
        (8, BOTH, -1),
    ):
        timeline.add(hours(hour), lambda: None, side=side, employer=employer)
    assert timeline.first_of(BOTH) == hours(3)
    assert timeline.next_of(BENEFITS, hours(3)) is None
    assert [event.at for event in timeline.stretch(hours(3))] == [hours(2)]
    assert [event.at for event in timeline.meeting()] == [hours(3), hours(4), hours(5)]
    assert timeline.first_of(BOTH) == hours(8)
    event = timeline.next_of(BENEFITS, hours(8))
    assert event is not None
    assert event.at == hours(6)
    assert [event.at for event in timeline.stretch(hours(8))] == [hours(7)]
    assert [event.at for event in timeline.meeting()] == [hours(8)]
    assert timeline.first_of(*Side) > hours(720)


@pytest.mark.parametrize("count", [1, 3])
def test_each_side_keeps_its_order_and_both_meet(db: Any, count: int) -> None:
    timeline, done = Timeline(hours(720)), []
    stream = Stream(count, "sides")
    drawn = [(number, stream.pick((EMPLOYERS, BENEFITS, BOTH)), stream.between(1, 9)) for number in range(200)]
    for number, side, employer in drawn:
        whose = -1 if side == BENEFITS or number % 5 == 0 else employer
        timeline.add(hours(number), lambda told=(number, side): done.append(told), side=side, employer=whose)
    with Hands(count, connect_as) as hands:
        sides.play(timeline, hands)
    assert sorted(number for number, _ in done) == list(range(200))
    places = {number: place for place, (number, _) in enumerate(done)}
    for number, side, employer in drawn:
        for later, other, whose in drawn[number + 1 :]:
            # Nothing of either side passes an act that concerns both; benefits keep their order, and each employer's acts theirs.
            ordered = side == other == BENEFITS or (BENEFITS in (side, other) and BOTH in (side, other))
            alone = BENEFITS not in (side, other) and (employer == whose or number % 5 == 0 or later % 5 == 0)
            if ordered or alone:
                assert places[number] < places[later], (number, later)
    assert count > 1 or [number for number, _ in done] == list(range(200))


def test_the_sides_do_not_wait_for_one_another(db: Any) -> None:
    timeline, met = Timeline(hours(720)), threading.Barrier(2, timeout=20)
    timeline.add(hours(1), met.wait, side=BENEFITS)
    timeline.add(hours(200), met.wait, side=EMPLOYERS, employer=1)
    with Hands(2, connect_as) as hands:
        sides.play(timeline, hands)
    assert len(timeline) == 0


def test_an_error_of_either_side_is_raised_when_the_other_has_stopped(db: Any) -> None:
    def fails() -> None:
        raise LookupError("lost")

    for side in (BENEFITS, EMPLOYERS, BOTH):
        timeline, done = Timeline(hours(720)), []
        timeline.add(hours(1), fails, side=side)
        timeline.add(hours(1), lambda done=done: done.append(1), side=EMPLOYERS if side == BENEFITS else BENEFITS)
        with Hands(2, connect_as) as hands, pytest.raises(LookupError, match="lost"):
            sides.play(timeline, hands)
        assert side == BOTH or done == [1]


def test_shares_in_whole_numbers_add_up() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert apportion(7, [5, 0, 2]) == [5, 0, 2]
    assert sum(apportion(439, [7, 11, 13, 17])) == 439


@pytest.mark.parametrize("name", ["persons", "jobs"])
def test_a_stream_is_its_seed_and_its_name(name: str) -> None:
    draws = [Stream(7, name).digits(30) for _ in range(2)]
    assert draws[0] == draws[1] != Stream(8, name).digits(30)
    assert draws[0] != Stream(7, f"{name} again").digits(30)
    stream = Stream(7, name)
    drawn = [stream.between(3, 5) for _ in range(200)]
    assert set(drawn) == {3, 4, 5}
    assert sorted(stream.shuffled(range(50))) == list(range(50))
    assert {stream.weighted((0, 3, 0, 1)) for _ in range(100)} == {1, 3}
