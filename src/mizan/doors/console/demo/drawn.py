"""The whole invented country, true and declared, drawn before anything of it is played; in a process of its own where that helps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
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

    Where a machine lets no process be made, or ends it, the country is drawn when it is asked for.
    """

    def here() -> Drawn:
        return draw(scale, seed, today)

    # A process and a pipe, no pool: a pool has threads, and workers are copied from a process that has none.
    spawn = get_context("spawn")
    try:
        answers, theirs = spawn.Pipe(duplex=False)
        process = spawn.Process(target=_draw_into, args=(theirs, scale, seed, today), daemon=True)
        process.start()
    except OSError:
        return here
    theirs.close()

    def answer() -> Drawn:
        try:
            drawn, refused = answers.recv()
        except EOFError:
            return here()
        finally:
            answers.close()
            process.join()
        if refused is not None:
            raise refused
        found: Drawn = drawn
        return found

    return answer


def _draw_into(answers: Connection, scale: int, seed: int, today: date) -> None:
    """What the process does: tells the country, or what was wrong with what was asked."""
    try:
        answers.send((draw(scale, seed, today), None))
    except ValueError as error:
        answers.send((None, error))
