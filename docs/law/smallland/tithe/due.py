"""What a field owes, and what is left of its harvest."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag


@rule(source="tithe-act.art-4", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def flood_share(flooded: Flag, flood_relief: RatePpm) -> RatePpm:
    """The part of the tithe that a flood lets off."""
    return RatePpm(flood_relief if flooded else 0)


@rule(source="tithe-act.art-1", standing=Standing.GAZETTE, since=date(2005, 1, 1), rounding=Rounding.HALF_UP)
def tithe_due(harvest: Centimes, tithe_rate: RatePpm, flood_share: RatePpm) -> Centimes:
    """What a field owes: the tithe, less the part a flood lets off.

    Rounded twice, as article 4 says: the tithe first, then the part let off.
    """
    tithe = rate_half_up(harvest, tithe_rate)
    return Centimes(tithe - rate_half_up(tithe, flood_share))


@rule(source="tithe-act.art-2", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def harvest_left(harvest: Centimes, tithe_due: Centimes) -> Centimes:
    """What the farmer keeps."""
    return Centimes(max(harvest - tithe_due, 0))
