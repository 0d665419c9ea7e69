"""The country drawn beside is the country drawn here, whatever the machine lets a process do."""

import os
import signal
from datetime import date
from multiprocessing.context import SpawnProcess

import pytest

from mizan.doors.console.demo import drawn

TODAY = date(2026, 11, 23)
SCALE, SEED = 20_000, 3


def test_another_process_draws_the_same_country() -> None:
    assert drawn.draw_aside(SCALE, SEED, TODAY)() == drawn.draw(SCALE, SEED, TODAY)


def test_what_drawing_refuses_is_refused_when_the_country_is_asked_for() -> None:
    asked = drawn.draw_aside(0, SEED, TODAY)
    with pytest.raises(ValueError, match="scale"):
        asked()


def test_where_no_process_can_be_made_it_is_drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise OSError("no process here")

    monkeypatch.setattr(SpawnProcess, "start", refused)
    assert drawn.draw_aside(SCALE, SEED, TODAY)() == drawn.draw(SCALE, SEED, TODAY)


def test_when_the_process_is_killed_it_is_drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    # What the process is given to do is what kills it.
    monkeypatch.setattr(drawn, "_draw_into", killed)
    assert drawn.draw_aside(SCALE, SEED, TODAY)() == drawn.draw(SCALE, SEED, TODAY)


def killed(*_: object) -> None:
    """Ends the process it is called in."""
    os.kill(os.getpid(), signal.SIGKILL)
