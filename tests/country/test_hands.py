"""Several hands at once: order within an employer's acts, the role of each act, what goes on beside, errors told."""

import threading
from functools import partial
from typing import Any

import pytest

from mizan.config.database import connect_as
from mizan.doors.console.demo.run.disk import written_at_the_end
from mizan.doors.console.demo.run.hands import Hands, Task
from mizan.funds.access.sql import one_row

USER = "SELECT current_user"


def user() -> str:
    return str(one_row(USER)[0])


def test_an_employers_acts_stay_in_order_each_in_its_role(db: Any) -> None:
    done: dict[int, list[tuple[int, str]]] = {0: [], 1: [], 2: []}
    with Hands(2, connect_as) as hands:

        def note(who: int, number: int) -> None:
            (name,) = hands.ask(None, one_row, USER)
            done[who].append((number, name))

        assert (len(hands), hands.of(0), hands.of(2)) == (2, 0, 0)
        hands.do(Task(who, partial(note, who, number), "batch" if number % 2 else "web") for number in range(4) for who in done)
    assert all(found == [(0, "mizan_web"), (1, "mizan_batch"), (2, "mizan_web"), (3, "mizan_batch")] for found in done.values())


def test_others_go_on_beside_an_act_once_it_says_so(db: Any) -> None:
    told: list[str] = []
    others_have_ended = threading.Event()

    def long(may_go_on: Any) -> None:
        told.append(user())
        may_go_on()
        assert others_have_ended.wait(20)
        told.append("the act beside")

    with Hands(2, connect_as) as hands:
        begun = hands.beside(long, role="batch")
        hands.do([Task(0, lambda: told.append("a hand"))])
        others_have_ended.set()
        hands.finish([begun])
    assert told == ["mizan_batch", "a hand", "the act beside"]


def test_what_fails_in_a_hand_or_beside_is_raised(db: Any) -> None:
    def fails(*_: object) -> None:
        raise LookupError("lost")

    with Hands(2, connect_as) as hands:
        with pytest.raises(LookupError, match="lost"):
            hands.do([Task(1, fails)])
        begun = hands.beside(fails, role="web")
        with pytest.raises(LookupError, match="lost"):
            hands.finish([begun])


def test_what_hands_do_reaches_the_disk_together(db: Any) -> None:
    shown = "SHOW synchronous_commit"

    def waits() -> str:
        return str(one_row(shown)[0])

    asked: list[str] = []
    as_ever = waits()
    with written_at_the_end(), Hands(2, connect_as) as hands:
        hands.do(Task(who, lambda: asked.extend(hands.ask(None, one_row, shown)), role) for who in range(2) for role in ("web", "batch"))
        with connect_as("batch"):
            asked.append(waits())
    assert asked == ["off"] * 5
    with connect_as("batch"):
        assert waits() == as_ever
    assert waits() == as_ever
