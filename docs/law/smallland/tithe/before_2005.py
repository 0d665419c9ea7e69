"""What a field owed before 2005: an earlier wording has the same name, other dates and a file of its own."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(
    source="tithe-act.art-1",
    standing=Standing.GAZETTE,
    since=date(2000, 1, 1),
    until=date(2005, 1, 1),
    rounding=Rounding.HALF_UP,
)
def tithe_due(harvest: Centimes, tithe_rate: RatePpm) -> Centimes:
    """What a field owes; a flood changes nothing."""
    return rate_half_up(harvest, tithe_rate)
