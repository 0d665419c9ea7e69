"""Runs the country through the real acts and closes with figures that add up."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from mizan.doors.console.demo import truth_file
from mizan.doors.console.demo.declared.deviations import Deviation, SelfDeviation
from mizan.doors.console.demo.drawn import Drawn, draw
from mizan.doors.console.demo.run import marker
from mizan.doors.console.demo.run.types import ConnectAs, DemoAccount, DemoError, DemoResult, Progress

__all__ = ["DemoAccount", "DemoError", "DemoResult", "run_demo"]

HANDS = 2
"""As many as a small machine has cores: the other side of the books works at the same time."""


def run_demo(
    *,
    home: Path,
    scale: int,
    seed: int,
    today: date,
    connect_as: ConnectAs,
    progress: Progress = print,
    hands: int = HANDS,
    drawn: Callable[[], Drawn] | None = None,
) -> DemoResult:
    """Make the country of `scale` and `seed` in an empty migrated database and play it until the end of `today`; or take it up again.

    `connect_as` gives this thread's connection a database role; `hands` employers act at the same time (the figures do not depend on it).
    `drawn` gives that country when it is being drawn already (see `draw_aside`).
    Writes the true world beside the database. Raises DemoError when `home` holds another country or an unfinished one.
    """
    held = marker.taken_up(home, scale, seed, today)
    if held is not None:
        progress(f"The country of scale {scale} and seed {seed} is already here.")
        return held
    return _make(home, scale, seed, today, connect_as, progress, hands, drawn or partial(draw, scale, seed, today))


def _make(
    home: Path,
    scale: int,
    seed: int,
    today: date,
    connect_as: ConnectAs,
    progress: Progress,
    hands: int,
    drawn: Callable[[], Drawn],
) -> DemoResult:
    # The acts need a database, which a country taken up again does not: imported here so that this answer stays quick.
    from django.db import transaction

    from mizan.doors.console.demo.run.benefits.plan import claims_of
    from mizan.doors.console.demo.run.benefits.staff import open_benefits
    from mizan.doors.console.demo.run.benefits.stock import open_widowed
    from mizan.doors.console.demo.run.closing import closing_of
    from mizan.doors.console.demo.run.disk import written_at_the_end
    from mizan.doors.console.demo.run.hands import Hands
    from mizan.doors.console.demo.run.lives import Histories, Households, Known
    from mizan.doors.console.demo.run.play import Play
    from mizan.doors.console.demo.run.register import open_country
    from mizan.doors.console.demo.run.self_employed import open_self_employed
    from mizan.funds.access.queries import system_account

    with written_at_the_end(), Hands(hands, connect_as) as crew:
        crew.call_in()
        world, lives, declared, stock = drawn()
        progress(
            f"A country of {len(world.employers)} employers, {len(world.persons)} persons and {len(world.self_employed)} self-employed "
            f"(scale 1:{scale}, seed {seed})"
        )
        marker.begin(home, scale, seed, today)
        departures: list[Deviation | SelfDeviation] = [*declared.deviations, *declared.years.deviations]
        path = truth_file.write(home, world, departures, lives)
        progress(f"What is true of it is in {path}; what follows is only what is declared ({len(departures)} departures)")
        known = Known((*world.persons, *lives.old), (*declared.declared_persons, *(one.rank for one in lives.old)))
        with connect_as("batch"), transaction.atomic():
            system = system_account()
            actors = open_country(world, declared, known, by=system)
            self_actors = open_self_employed(world, declared.years, by=system)
            benefit_actors = open_benefits(actors, self_actors, by=system)
        claimants = {one.person for one in claims_of(world, lives)}
        households = Households(known, lives, at_work=len(world.persons), by=system)
        histories = Histories(world, known, lives, claimants, crew, officers=actors.officers)
        # An agency's document is approved by the hand that proposed it, when that one has proposed all of its own.
        histories_begun = [*crew.begin(histories.proposals()), *crew.begin(histories.approvals())]
        with connect_as("batch"):
            # Those who died before leave no household here: told first, none is looked through for them.
            open_widowed(stock.widowed, by=system)
            households.register()
        crew.finish(histories_begun)
        progress(
            f"{len(known.ranks)} persons and their households are registered, "
            f"{histories.rows} lines of their careers before the demo imported"
        )
        progress(
            f"Registers and accounts are open; {len(declared.dacs) + len(declared.dass)} declarations and {len(declared.payments)} payments"
        )
        play = Play(
            world, declared, actors, self_actors, benefit_actors,
            known=known, lives=lives, households=households, stock=stock, home=home, today=today, connect_as=connect_as, hands=crew,
            progress=progress,
        )  # fmt: skip
        play.run()
    for name, count in sorted(play.counts.items()):
        progress(f"  {count:7d} {name}")
    with connect_as("batch"):
        closing = closing_of(world, declared, today) | play.benefits.closing()
        printed = (*actors.printed, *self_actors.printed, *benefit_actors.printed)
        result = DemoResult(closing, printed, reused=False)
    marker.finish(home, scale, seed, today, result)
    return result
