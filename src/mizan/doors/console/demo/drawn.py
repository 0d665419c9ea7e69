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
from mizan.doors.console.demo.country.pensions import Stock, draw_stock
from mizan.doors.console.demo.country.types import TrueWorld
from mizan.doors.console.demo.declared.plan import DeclaredWorld, declare


class Drawn(NamedTuple):
    """What is true of the country, how its people live, what will be declared of it, and the pensions it pays already."""

    world: TrueWorld
    lives: Lives
    declared: DeclaredWorld
    stock: Stock


def draw(scale: int, seed: int, today: date) -> Drawn:
    """The country of `scale` and `seed` as declared until the end of `today`. Raises ValueError for a scale outside 1 to 20,000."""
    # The run's package draws through this module: what is claimed is asked of it only now.
    from mizan.doors.console.demo.run.benefits.plan import claims_of

    world = build_country(scale=scale, seed=seed)
    lives = build_lives(world)
    claimants = frozenset(one.person for one in claims_of(world, lives))
    return Drawn(world, lives, declare(world, today), draw_stock(world, lives, claimants))


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
