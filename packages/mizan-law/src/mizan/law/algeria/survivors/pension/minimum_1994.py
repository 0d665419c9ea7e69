"""The minimum of a reversion, 1994 to 1996: only that of a retirement pension is known."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.retirement.units import ALLOCATION, INVALIDITY_PENSION, BenefitKind
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(1994, 4, 11)
UNTIL = date(1996, 7, 6)


@rule(source="law-83-12.art-16", standing=Standing.DERIVED, since=SINCE, until=UNTIL)
def reversion_minimum_known(deceased_benefit: BenefitKind) -> Flag:
    """Whether the minimum of a reversion of this kind is known on the day."""
    if deceased_benefit == ALLOCATION:
        return Flag(0)
    return Flag(0 if deceased_benefit == INVALIDITY_PENSION else 1)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def reversion_minimum_m(deceased_benefit: BenefitKind, pension_minimum_m: Centimes) -> Centimes:
    """The least a monthly reversion may be as a whole; 0 where none is known."""
    if deceased_benefit == ALLOCATION:
        return Centimes(0)
    return Centimes(0) if deceased_benefit == INVALIDITY_PENSION else pension_minimum_m
