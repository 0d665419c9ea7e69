"""A hand has its acts done in a process of its own; what is raised there is raised here, and without a process its thread does it."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

from mizan.config.database import connect_as
from mizan.doors.console.demo.run import hands as module
from mizan.doors.console.demo.run.hands import Hands, Task
from mizan.doors.console.demo.run.types import DemoError
from mizan.funds.access.context import current_account
from mizan.funds.access.sql import one_row
from mizan.kernel.money import parse_amount
from mizan.kernel.refusals import Refused


def asked(hands: Hands, *questions: Callable[[], object]) -> list[object]:
    """The answers of one hand."""
    told: list[object] = []
    hands.do(Task(0, lambda question=question: told.append(question())) for question in questions)
    return told


def test_each_hand_has_a_process_which_acts_for_an_account_on_this_database(db: Any) -> None:
    with Hands(2, connect_as) as hands:
        hands.call_in()
        first = asked(hands, lambda: hands.ask(None, os.getpid), lambda: hands.ask(None, os.getpid))
        told: list[object] = []
        hands.do([Task(1, lambda: told.append(hands.ask(None, os.getpid)))])
        assert asked(hands, lambda: hands.ask(12, current_account), lambda: hands.ask(None, current_account)) == [12, None]
        assert asked(hands, lambda: hands.ask(None, one_row, "SELECT current_database()")) == [(db.name,)]
        roles: list[object] = []
        hands.do(Task(0, lambda: roles.append(hands.ask(None, one_row, "SELECT current_user")), role) for role in ("batch", "web", "batch"))
    assert len({*first, *told, os.getpid()}) == 3
    assert roles == [("mizan_batch",), ("mizan_web",), ("mizan_batch",)]


COPIES = """
import sys, threading
import mizan.doors.console.demo.run.hands as module
from mizan.config.database import connect_as
sys.setrecursionlimit(4321)
told = []
with module.Hands(2, connect_as) as hands:
    hands.call_in()
    hands.do([module.Task(1, lambda: told.append(hands.ask(None, sys.getrecursionlimit)))])
print(*told, threading.active_count())
"""


def test_a_process_with_a_single_thread_is_copied_with_what_it_has_loaded(db: Any) -> None:
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(4321)
    enough = threading.Event()
    threading.Thread(target=enough.wait).start()
    try:
        with Hands(2, connect_as) as hands:
            # This one has other threads: another begins from nothing.
            assert asked(hands, lambda: hands.ask(None, sys.getrecursionlimit)) == [1000]
    finally:
        enough.set()
        sys.setrecursionlimit(usual)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "mizan.config.settings"}
    told = subprocess.run([sys.executable, "-c", COPIES], env=environment, check=False, capture_output=True, text=True, timeout=120)
    assert (told.stdout, told.returncode) == ("4321 1\n", 0), told.stderr


def test_one_hand_works_in_its_thread(db: Any) -> None:
    with Hands(1, connect_as) as hands:
        assert asked(hands, lambda: hands.ask(None, os.getpid), lambda: hands.ask(12, current_account)) == [os.getpid(), 12]


def test_where_no_process_can_be_made_the_thread_works(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError("no process here")

    monkeypatch.setattr(module, "Apart", refused)
    with Hands(2, connect_as) as hands:
        assert asked(hands, lambda: hands.ask(None, os.getpid)) == [os.getpid()]


def test_what_is_raised_there_is_raised_here_with_where_it_came_from(db: Any) -> None:
    with Hands(2, connect_as) as hands:
        with pytest.raises(ValueError, match="invalid literal") as caught:
            asked(hands, lambda: hands.ask(None, int, "seven"))
        assert "workers.py" in "".join(caught.value.__notes__)
        # A refusal can not be told to another process as it is.
        with pytest.raises(DemoError, match="amount_unreadable"):
            asked(hands, lambda: hands.ask(None, parse_amount, "seven"))
        assert asked(hands, lambda: hands.ask(None, parse_amount, "7.00")) == [700]
    with Hands(1, connect_as) as hands, pytest.raises(Refused):
        asked(hands, lambda: hands.ask(None, parse_amount, "seven"))


def test_a_process_ended_by_somebody_else_is_told(db: Any) -> None:
    with Hands(2, connect_as) as hands, pytest.raises(EOFError):
        asked(hands, lambda: hands.ask(None, os._exit, 9))
