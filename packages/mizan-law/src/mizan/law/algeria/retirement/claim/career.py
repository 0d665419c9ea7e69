"""The career of the person who claims: age, schemes, quarters that open and quarters that count."""

from datetime import date

from mizan.law.algeria.retirement.units import MIXED_CAREER, SALARIED_CAREER, SELF_EMPLOYED_CAREER, CareerKind
from mizan.law.algeria.units import CASNOS, CNR, Scheme
from mizan.law.engine.primitives import months_between
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag, Months, Quarters

SINCE = date(1999, 1, 1)
OLDEST = 1199
LONGEST = 640


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=SINCE)
def dates_in_order(born_on: Day, retired_on: Day) -> Flag:
    """Whether the person was born before the day of the claim."""
    return Flag(1 if born_on < retired_on else 0)


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=SINCE)
def effective_within_validated(effective_quarters: Quarters, validated_quarters: Quarters) -> Flag:
    """Whether the effective work is part of the validated quarters."""
    return Flag(1 if effective_quarters <= validated_quarters else 0)


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=SINCE)
def paid_within_validated(casnos_effective_quarters: Quarters, casnos_quarters: Quarters) -> Flag:
    """Whether the quarters worked and paid as self-employed are part of those validated."""
    return Flag(1 if casnos_effective_quarters <= casnos_quarters else 0)


@rule(source="arrete-1997-05-11", standing=Standing.SECONDARY, since=SINCE)
def overlap_within_both(overlapping_quarters: Quarters, validated_quarters: Quarters, casnos_quarters: Quarters) -> Flag:
    """Whether the quarters of double activity are part of both careers."""
    return Flag(1 if overlapping_quarters <= min(validated_quarters, casnos_quarters) else 0)


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=SINCE)
def claimant_age_months(born_on: Day, retired_on: Day) -> Months:
    """The age in whole months on the day of the claim."""
    return Months(min(months_between(born_on, retired_on), OLDEST))


@rule(source="arrete-1997-05-11", standing=Standing.SECONDARY, since=SINCE)
def salaried_own_quarters(validated_quarters: Quarters, overlapping_quarters: Quarters, overlap_scheme: Scheme) -> Quarters:
    """The quarters that count as salaried: years of double activity count once, in the scheme the person chooses."""
    return Quarters(max(validated_quarters - (overlapping_quarters if overlap_scheme == CASNOS else 0), 0))


@rule(source="arrete-1997-05-11", standing=Standing.SECONDARY, since=SINCE)
def self_employed_own_quarters(casnos_quarters: Quarters, overlapping_quarters: Quarters, overlap_scheme: Scheme) -> Quarters:
    """The quarters that count as self-employed: years of double activity count once, in the scheme the person chooses."""
    return Quarters(max(casnos_quarters - (overlapping_quarters if overlap_scheme == CNR else 0), 0))


@rule(source="decree-85-35.art-17", standing=Standing.SECONDARY, since=SINCE)
def career_kind(salaried_own_quarters: Quarters, self_employed_own_quarters: Quarters) -> CareerKind:
    """Whether the career is salaried, self-employed, or one after the other."""
    if self_employed_own_quarters == 0:
        return CareerKind(SALARIED_CAREER)
    return CareerKind(MIXED_CAREER if salaried_own_quarters > 0 else SELF_EMPLOYED_CAREER)


@rule(source="decree-85-35.art-17", standing=Standing.SECONDARY, since=SINCE)
def career_quarters(salaried_own_quarters: Quarters, self_employed_own_quarters: Quarters) -> Quarters:
    """All the quarters of the career: those of both schemes open and compute the right."""
    return Quarters(min(salaried_own_quarters + self_employed_own_quarters, LONGEST))


@rule(source="decree-85-35.art-17", standing=Standing.SECONDARY, since=SINCE)
def career_effective_quarters(
    effective_quarters: Quarters, casnos_effective_quarters: Quarters, overlapping_quarters: Quarters
) -> Quarters:
    """The quarters of effective paid work in both schemes, years of double activity once."""
    return Quarters(max(effective_quarters + casnos_effective_quarters - overlapping_quarters, 0))
