"""The contribution on a yearly base, rounded once, and its two parts that add up to it."""

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.self_employed.base.rules import DECREE, FIRST
from mizan.law.engine.primitives import floor_share, rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

TEXT = "decree-15-289.art-14"


@rule(source=TEXT, standing=Standing.SECONDARY, since=DECREE)
def casnos_rate(casnos_social_insurance_rate: RatePpm, casnos_retirement_rate: RatePpm) -> RatePpm:
    """The rate of the yearly contribution (15 %)."""
    return RatePpm(casnos_social_insurance_rate + casnos_retirement_rate)


@rule(source=TEXT, standing=Standing.SECONDARY, since=DECREE, rounding=Rounding.HALF_UP)
def casnos_contribution(casnos_base: Centimes, casnos_rate: RatePpm) -> Centimes:
    """The yearly contribution, rounded once."""
    return rate_half_up(casnos_base, casnos_rate)


@rule(source="mizan-conventions", standing=Standing.DERIVED, since=FIRST, rounding=Rounding.FLOOR_RESIDUE_FIRST)
def casnos_retirement(casnos_contribution: Centimes, casnos_retirement_rate: RatePpm, casnos_rate: RatePpm) -> Centimes:
    """The part for retirement, rounded down."""
    return floor_share(casnos_contribution, casnos_retirement_rate, casnos_rate)


@rule(source="mizan-conventions", standing=Standing.DERIVED, since=FIRST)
def casnos_social_insurance(casnos_contribution: Centimes, casnos_retirement: Centimes) -> Centimes:
    """The part for social insurance, first by rank: the rest, so that no centime is lost."""
    return Centimes(casnos_contribution - casnos_retirement)


@rule(source=TEXT, standing=Standing.SECONDARY, since=DECREE, rounding=Rounding.HALF_UP)
def casnos_least_contribution(casnos_floor_y: Centimes, casnos_rate: RatePpm) -> Centimes:
    """The least yearly contribution."""
    return rate_half_up(casnos_floor_y, casnos_rate)


@rule(source=TEXT, standing=Standing.SECONDARY, since=DECREE, rounding=Rounding.HALF_UP)
def casnos_greatest_contribution(casnos_ceiling_y: Centimes, casnos_rate: RatePpm) -> Centimes:
    """The greatest yearly contribution."""
    return rate_half_up(casnos_ceiling_y, casnos_rate)


@rule(source="decree-15-289", standing=Standing.SECONDARY, since=DECREE, rounding=Rounding.HALF_UP)
def casnos_provisional_contribution(casnos_provisional_base: Centimes, casnos_rate: RatePpm) -> Centimes:
    """The provisional contribution where no base was declared."""
    return rate_half_up(casnos_provisional_base, casnos_rate)


@rule(source="mizan-conventions", standing=Standing.DERIVED, since=DECREE, rounding=Rounding.FLOOR_RESIDUE_FIRST)
def casnos_provisional_retirement(
    casnos_provisional_contribution: Centimes, casnos_retirement_rate: RatePpm, casnos_rate: RatePpm
) -> Centimes:
    """The part of a provisional contribution for retirement, rounded down."""
    return floor_share(casnos_provisional_contribution, casnos_retirement_rate, casnos_rate)


@rule(source="mizan-conventions", standing=Standing.DERIVED, since=DECREE)
def casnos_provisional_social_insurance(casnos_provisional_contribution: Centimes, casnos_provisional_retirement: Centimes) -> Centimes:
    """The part of a provisional contribution for social insurance: the rest."""
    return Centimes(casnos_provisional_contribution - casnos_provisional_retirement)
