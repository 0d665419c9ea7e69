"""The range within which a court fines, or imprisons, for workers not affiliated."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.enforcement.units import PER_WORKER, RepeatFine
from mizan.law.engine.helpers import helper
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag, Months

SINCE = date(2015, 7, 23)
ARTICLE = "lfc-2015.art-59"


@helper
def fine_of(workers: int, repeat_offence: int, first: int, repeated: int, repeat_fine: int) -> int:
    """The fine for some workers: each counts; for a repeated offence as the switch says (none without a worker)."""
    if not repeat_offence:
        return workers * first
    return workers * repeated if repeat_fine == PER_WORKER else min(workers, 1) * repeated


@rule(source=ARTICLE, standing=Standing.SECONDARY, since=SINCE)
def affiliation_fine_from(
    workers: Count,
    repeat_offence: Flag,
    affiliation_fine_least: Centimes,
    affiliation_repeat_fine_least: Centimes,
    repeat_fine: RepeatFine,
) -> Centimes:
    """The lowest fine for workers not affiliated."""
    return Centimes(fine_of(workers, repeat_offence, affiliation_fine_least, affiliation_repeat_fine_least, repeat_fine))


@rule(source=ARTICLE, standing=Standing.SECONDARY, since=SINCE)
def affiliation_fine_to(
    workers: Count,
    repeat_offence: Flag,
    affiliation_fine_most: Centimes,
    affiliation_repeat_fine_most: Centimes,
    repeat_fine: RepeatFine,
) -> Centimes:
    """The highest fine for workers not affiliated."""
    return Centimes(fine_of(workers, repeat_offence, affiliation_fine_most, affiliation_repeat_fine_most, repeat_fine))


@rule(source=ARTICLE, standing=Standing.SECONDARY, since=SINCE)
def affiliation_prison_from(workers: Count, affiliation_prison_least: Months) -> Months:
    """The shortest prison term that may go with the fine or replace it; the same when the offence is repeated."""
    return Months(affiliation_prison_least if workers > 0 else 0)


@rule(source=ARTICLE, standing=Standing.SECONDARY, since=SINCE)
def affiliation_prison_to(
    workers: Count, repeat_offence: Flag, affiliation_prison_most: Months, affiliation_repeat_prison_most: Months
) -> Months:
    """The longest prison term that may go with the fine or replace it."""
    if workers == 0:
        return Months(0)
    return affiliation_repeat_prison_most if repeat_offence else affiliation_prison_most
