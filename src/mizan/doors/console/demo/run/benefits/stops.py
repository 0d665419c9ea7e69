"""Stops of work in the demo: a few claims of sickness with their certificates, one prescriber signing far more than the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from mizan.doors.console.demo.country.types import TrueWorld
from mizan.doors.console.demo.declared.days import working_day
from mizan.doors.console.demo.run.benefits.plan import Asked, Course, Paid, sound_account
from mizan.doors.console.demo.streams import Stream
from mizan.funds.benefits.types import Kind
from mizan.kernel.funds import Fund
from mizan.kernel.periods import add_days

SIGNED = (7, 2, 1, 1, 1, 1, 1, 1, 1)
"""How many certificates each prescriber signs: the first far more than its peers."""
WORKED_ON = 3
"""Of the stops, those of the year before: the employer declares the whole quarter as worked, as everybody else's."""
DAYS = 20
"""As `desk.TOLD` says."""
BEFORE, AFTER = date(2025, 10, 6), date(2026, 2, 9)
ACCOUNTS = 60_000_000


class Stop(NamedTuple):
    """A stop of work: the claim, and who signed its certificate."""

    asked: Asked
    prescriber: str


def stops_of(world: TrueWorld, known: Sequence[int], besides: frozenset[int]) -> tuple[Stop, ...]:
    """The stops, in the order of time: of people employed from the first month until well after, who claim nothing else."""
    steady = {job.person for job in world.jobs if job.left_on is None and job.hired_on < date(2024, 11, 1)}
    fit = [rank for rank in known if rank in steady and rank < len(world.persons) and rank not in besides]
    stream = Stream(world.seed, "stops")
    signers = [f"MED-{place:03d}" for place, count in enumerate(SIGNED, start=1) for _ in range(count)]
    found = []
    # Those of the year before are signed by the last: the others are left enough peers in one year.
    ordered = [*signers[-WORKED_ON:], *stream.shuffled(signers[:-WORKED_ON])]
    for number, prescriber in enumerate(ordered[: len(fit)]):
        rank = fit.pop(stream.below(len(fit)))
        first = BEFORE if number < WORKED_ON else AFTER
        day = working_day(add_days(first, stream.below(40 if number >= WORKED_ON else 15)))
        at = datetime.combine(day, time(stream.between(8, 14), stream.below(60)), UTC)
        found.append(Stop(Asked(rank, Fund.CNAS, Kind.SICKNESS, at, Course.DECIDED), prescriber))
    return tuple(sorted(found, key=lambda one: (one.asked.at, one.asked.person)))


def account_of(seed: int, rank: int) -> Paid:
    """Where somebody who stops working is paid."""
    return sound_account(Stream(seed, f"stop:{rank}"), ACCOUNTS + rank)
