"""What the book found out later: a wording known from a day wins over the one it corrects, which stays for what was decided before."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_down
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(
    source="tithe-act.art-1",
    standing=Standing.SECONDARY,
    since=date(2002, 1, 1),
    until=date(2003, 1, 1),
    known_from=date(2012, 5, 1),
    rounding=Rounding.DOWN,
)
def tithe_due(harvest: Centimes, tithe_rate: RatePpm) -> Centimes:
    """What a field owed in the year of the locusts: the centime was let off."""
    return rate_down(harvest, tithe_rate)
