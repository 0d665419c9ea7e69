"""The minimum of a reversion since 2009: that of the kind of benefit the deceased drew."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.retirement.units import ALLOCATION, INVALIDITY_PENSION, MOUDJAHID_PENSION, PENSION, BenefitKind
from mizan.law.algeria.survivors.pension.units import AS_MOUDJAHID, MoudjahidReversion
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(2009, 1, 1)


@rule(source="law-83-12.art-16", standing=Standing.DERIVED, since=SINCE)
def reversion_minimum_known(deceased_benefit: BenefitKind) -> Flag:
    """Whether the minimum of a reversion of this kind is known on the day: of every kind since 2009."""
    return Flag(1 if deceased_benefit >= PENSION else 0)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE)
def reversion_minimum_m(
    deceased_benefit: BenefitKind,
    pension_minimum_m: Centimes,
    allocation_minimum_m: Centimes,
    moudjahid_minimum_m: Centimes,
    invalidity_minimum_m: Centimes,
    moudjahid_reversion_minimum: MoudjahidReversion,
) -> Centimes:
    """The least a monthly reversion may be as a whole."""
    if deceased_benefit == ALLOCATION:
        return allocation_minimum_m
    if deceased_benefit == INVALIDITY_PENSION:
        return invalidity_minimum_m
    if deceased_benefit == MOUDJAHID_PENSION and moudjahid_reversion_minimum == AS_MOUDJAHID:
        return moudjahid_minimum_m
    return pension_minimum_m
