"""The rate of the day, and the pension after it. Nothing changes on a day on which no increase takes effect."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SOURCE = "law-83-12.art-43"
SINCE = date(2000, 1, 1)
"""The first year of which something was found; since law 99-03 increases take effect on 1 May."""


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE)
def revalorisation_rate(revalorisation_single_rate: RatePpm) -> RatePpm:
    """The rate that takes effect on exactly this day. Increases by brackets or by day of award are wordings of their own day."""
    return revalorisation_single_rate


@rule(source=SOURCE, standing=Standing.DERIVED, since=SINCE)
def revalorisation_known(revalorisation_scale_found: Flag) -> Flag:
    """Whether what takes effect on this day was found."""
    return revalorisation_scale_found


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE)
def revalorisation_base_m(pension_in_payment_m: Centimes) -> Centimes:
    """The amount the rate applies to: the pension in payment."""
    return pension_in_payment_m


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def revalued_pension_m(revalorisation_base_m: Centimes, revalorisation_rate: RatePpm) -> Centimes:
    """The monthly pension after the increase: the whole amount at its rate, rounded once, before any minimum."""
    return Centimes(revalorisation_base_m + rate_half_up(revalorisation_base_m, revalorisation_rate))


@rule(source=SOURCE, standing=Standing.DERIVED, since=SINCE)
def revalorisation_increase_m(revalued_pension_m: Centimes, pension_in_payment_m: Centimes) -> Centimes:
    """What the increase adds a month."""
    return Centimes(revalued_pension_m - pension_in_payment_m)
