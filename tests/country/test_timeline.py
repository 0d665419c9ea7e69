"""Acts in the order of time, whatever hands do them."""

from datetime import UTC, datetime, timedelta

import pytest

from mizan.doors.console.demo.run.timeline import LEAST_NOTICE, Timeline
from mizan.doors.console.demo.streams import Stream, apportion

START = datetime(2025, 1, 1, tzinfo=UTC)


def test_acts_of_employers_come_together_until_everybody_is_concerned() -> None:
    timeline, done = Timeline(START + timedelta(days=30)), []
    for hours, employer in ((5, 2), (1, 1), (3, 1)):
        timeline.add(START + timedelta(hours=hours), lambda h=hours: done.append(h), employer=employer)
    timeline.add(START + timedelta(hours=4), lambda: done.append("all"))
    timeline.add(START + timedelta(days=31), lambda: done.append("too late"))
    assert len(timeline) == 4
    sizes = []
    for events in timeline.stretches():
        sizes.append(len(events))
        for event in events:
            event.act()
    assert done == [1, 3, "all", 5]
    assert sizes == [2, 1, 1]


def test_an_act_that_follows_from_another_keeps_its_place() -> None:
    timeline, done = Timeline(START + timedelta(days=60)), []

    def first() -> None:
        done.append("first")
        timeline.add(START + LEAST_NOTICE, lambda: done.append("answer"), employer=1)

    timeline.add(START, first, employer=1)
    timeline.add(START + LEAST_NOTICE + timedelta(hours=1), lambda: done.append("later"), employer=1)
    for events in timeline.stretches():
        for event in events:
            event.act()
    assert done == ["first", "answer", "later"]


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
