"""The minimum of a reversion, 1996 to 2008: none is known for the allocation."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.retirement.units import ALLOCATION, INVALIDITY_PENSION, MOUDJAHID_PENSION, BenefitKind
from mizan.law.algeria.survivors.pension.units import AS_MOUDJAHID, MoudjahidReversion
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(1996, 7, 6)
UNTIL = date(2009, 1, 1)


@rule(source="law-83-12.art-16", standing=Standing.DERIVED, since=SINCE, until=UNTIL)
def reversion_minimum_known(deceased_benefit: BenefitKind) -> Flag:
    """Whether the minimum of a reversion of this kind is known on the day."""
    return Flag(1 if deceased_benefit != ALLOCATION else 0)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def reversion_minimum_m(
    deceased_benefit: BenefitKind,
    pension_minimum_m: Centimes,
    moudjahid_minimum_m: Centimes,
    invalidity_minimum_m: Centimes,
    moudjahid_reversion_minimum: MoudjahidReversion,
) -> Centimes:
    """The least a monthly reversion may be as a whole; 0 where none is known."""
    if deceased_benefit == ALLOCATION:
        return Centimes(0)
    if deceased_benefit == INVALIDITY_PENSION:
        return invalidity_minimum_m
    if deceased_benefit == MOUDJAHID_PENSION and moudjahid_reversion_minimum == AS_MOUDJAHID:
        return moudjahid_minimum_m
    return pension_minimum_m
