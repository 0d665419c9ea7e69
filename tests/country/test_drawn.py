"""The country drawn beside is the country drawn here, whatever the machine lets a process do."""

from concurrent.futures.process import BrokenProcessPool
from datetime import date

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


class _NoProcess:
    def __init__(self, *_: object, **__: object) -> None:
        raise OSError("no semaphores here")


class _Killed:
    def __init__(self, *_: object, **__: object) -> None:
        pass

    def submit(self, *_: object) -> "_Killed":
        return self

    def result(self) -> drawn.Drawn:
        raise BrokenProcessPool

    def shutdown(self, *, wait: bool) -> None:
        pass


@pytest.mark.parametrize("pool", [_NoProcess, _Killed])
def test_without_a_process_it_is_drawn_here(monkeypatch: pytest.MonkeyPatch, pool: type) -> None:
    monkeypatch.setattr(drawn, "ProcessPoolExecutor", pool)
    assert drawn.draw_aside(SCALE, SEED, TODAY)() == drawn.draw(SCALE, SEED, TODAY)
