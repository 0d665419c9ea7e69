"""The whole invented country, true and declared, drawn before anything of it is played; in a process of its own where that helps."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from multiprocessing import get_context
from typing import NamedTuple

from mizan.doors.console.demo.country.build import build_country, build_lives
from mizan.doors.console.demo.country.lives import Lives
from mizan.doors.console.demo.country.types import TrueWorld
from mizan.doors.console.demo.declared.plan import DeclaredWorld, declare


class Drawn(NamedTuple):
    """What is true of the country, how its people live, and what will be declared of it."""

    world: TrueWorld
    lives: Lives
    declared: DeclaredWorld


def draw(scale: int, seed: int, today: date) -> Drawn:
    """The country of `scale` and `seed` as declared until the end of `today`. Raises ValueError for a scale outside 1 to 20,000."""
    world = build_country(scale=scale, seed=seed)
    return Drawn(world, build_lives(world), declare(world, today))


def draw_aside(scale: int, seed: int, today: date) -> Callable[[], Drawn]:
    """Begin to draw in another process, while the database starts; the answer waits for it, and raises what `draw` raises.

    Where a machine lets no process be made, the country is drawn when it is asked for.
    """

    def here() -> Drawn:
        return draw(scale, seed, today)

    try:
        pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        drawing = pool.submit(draw, scale, seed, today)
    except OSError:
        return here
    pool.shutdown(wait=False)

    def answer() -> Drawn:
        try:
            return drawing.result()
        except BrokenProcessPool:
            return here()

    return answer
