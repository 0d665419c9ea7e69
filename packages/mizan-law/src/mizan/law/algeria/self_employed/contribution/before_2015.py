"""The contribution on a yearly base before decree 15-289: the same rate, under decree 85-35."""

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.self_employed.base.rules import DECREE, FIRST
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

TEXT = "decree-85-35"


@rule(source=TEXT, standing=Standing.SECONDARY, since=FIRST, until=DECREE)
def casnos_rate(casnos_social_insurance_rate: RatePpm, casnos_retirement_rate: RatePpm) -> RatePpm:
    """The rate of the yearly contribution (15 %)."""
    return RatePpm(casnos_social_insurance_rate + casnos_retirement_rate)


@rule(source=TEXT, standing=Standing.SECONDARY, since=FIRST, until=DECREE, rounding=Rounding.HALF_UP)
def casnos_contribution(casnos_base: Centimes, casnos_rate: RatePpm) -> Centimes:
    """The yearly contribution, rounded once."""
    return rate_half_up(casnos_base, casnos_rate)


@rule(source=TEXT, standing=Standing.SECONDARY, since=FIRST, until=DECREE, rounding=Rounding.HALF_UP)
def casnos_least_contribution(casnos_floor_y: Centimes, casnos_rate: RatePpm) -> Centimes:
    """The least yearly contribution."""
    return rate_half_up(casnos_floor_y, casnos_rate)


@rule(source=TEXT, standing=Standing.SECONDARY, since=FIRST, until=DECREE, rounding=Rounding.HALF_UP)
def casnos_greatest_contribution(casnos_ceiling_y: Centimes, casnos_rate: RatePpm) -> Centimes:
    """The greatest yearly contribution."""
    return rate_half_up(casnos_ceiling_y, casnos_rate)
