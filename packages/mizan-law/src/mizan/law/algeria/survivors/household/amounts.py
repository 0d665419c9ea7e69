"""The amount of each member and of the household, a month."""

from collections.abc import Sequence
from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.retirement.units import STATE, TopUpBearer
from mizan.law.algeria.survivors.members.units import ASCENDANT, CHILD, SPOUSE, SurvivorRelation
from mizan.law.algeria.survivors.pension.parts import share_of
from mizan.law.algeria.survivors.pension.units import FloorSpread
from mizan.law.algeria.survivors.shares.parts import together_of
from mizan.law.engine.primitives import sum_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Factor, Flag

SHARES = "law-83-12.art-30–40"
SINCE = date(1983, 7, 2)


@rule(source=SHARES, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def household_before_minimum_m(
    deceased_pension_m: Centimes,
    household_spouses_rate: RatePpm,
    household_children: Count,
    household_child_part: Factor,
    household_ascendants: Count,
    household_ascendant_part: Factor,
    household_heads: Count,
) -> Centimes:
    """The reversion of the household before the minimum: the exact sum of the shares, rounded once."""
    return together_of(
        deceased_pension_m,
        household_spouses_rate,
        household_children,
        household_child_part,
        household_ascendants,
        household_ascendant_part,
        household_heads,
    )


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE)
def household_m(household_entitled: Count, household_before_minimum_m: Centimes, reversion_minimum_m: Centimes) -> Centimes:
    """The monthly reversion of the household: never below the minimum of a pension; 0 when nobody is entitled."""
    return max(household_before_minimum_m, reversion_minimum_m) if household_entitled > 0 else Centimes(0)


@rule(source="law-83-12.art-16", standing=Standing.DERIVED, since=SINCE)
def household_top_up_m(household_m: Centimes, household_before_minimum_m: Centimes) -> Centimes:
    """What the minimum adds to the shares."""
    return Centimes(household_m - household_before_minimum_m)


@rule(source="law-83-12.art-16", standing=Standing.UNVERIFIED, since=SINCE)
def household_fund_adds_m(household_top_up_m: Centimes, reversion_top_up_bearer: TopUpBearer) -> Centimes:
    """What of it is at the charge of the fund: all or nothing (switch `reversion_top_up_bearer`)."""
    return Centimes(0) if reversion_top_up_bearer == STATE else household_top_up_m


@rule(source="law-83-12.art-16", standing=Standing.UNVERIFIED, since=SINCE)
def household_state_adds_m(household_top_up_m: Centimes, household_fund_adds_m: Centimes) -> Centimes:
    """What of it is at the charge of the State."""
    return Centimes(household_top_up_m - household_fund_adds_m)


@rule(source=SHARES, standing=Standing.RECALL, since=SINCE, entity="survivor")
def survivor_part(
    survivor_share_kind: SurvivorRelation,
    survivor_entitled: Flag,
    household_spouses_rate: RatePpm,
    household_spouses: Count,
    household_remarried: Count,
    household_children: Count,
    household_child_part: Factor,
    household_ascendant_part: Factor,
    household_heads: Count,
) -> Factor:
    """The share of a member, to be divided by `survivor_part_of`; a child takes its part of what a remarriage passes on."""
    if not survivor_entitled:
        return Factor(0)
    if survivor_share_kind == SPOUSE:
        return Factor(household_spouses_rate)
    if survivor_share_kind == ASCENDANT:
        return household_ascendant_part
    if household_remarried == 0:
        return household_child_part
    own = household_child_part * household_spouses * household_children
    return Factor(own + household_spouses_rate * household_remarried * household_heads)


@rule(source=SHARES, standing=Standing.RECALL, since=SINCE, entity="survivor")
def survivor_part_of(
    survivor_share_kind: SurvivorRelation,
    household_spouses: Count,
    household_remarried: Count,
    household_children: Count,
    household_heads: Count,
) -> Count:
    """What `survivor_part` is divided by."""
    if survivor_share_kind == SPOUSE:
        return household_spouses
    if survivor_share_kind == CHILD and household_remarried > 0:
        return Count(household_heads * household_spouses * household_children)
    return household_heads


@rule(source=SHARES, standing=Standing.RECALL, since=SINCE, rounding=Rounding.HALF_UP, entity="survivor")
def survivor_amount_m(
    deceased_pension_m: Centimes,
    survivor_part: Factor,
    survivor_part_of: Count,
    household_whole_part: Factor,
    household_heads: Count,
    household_entitled: Count,
    household_m: Centimes,
    household_top_up_m: Centimes,
    reversion_minimum_spread: FloorSpread,
) -> Centimes:
    """The monthly reversion of a member; 0 without a right."""
    return share_of(
        deceased_pension_m,
        survivor_part,
        survivor_part_of,
        household_whole_part,
        household_heads,
        household_entitled,
        household_m,
        household_top_up_m,
        reversion_minimum_spread,
    )


@rule(source=SHARES, standing=Standing.DERIVED, since=SINCE)
def household_paid_m(survivor_amount_m: Sequence[Centimes]) -> Centimes:
    """What the members are paid together: the sum of their rounded shares."""
    return Centimes(sum_of(survivor_amount_m))


@rule(source=SHARES, standing=Standing.DERIVED, since=SINCE)
def household_rounding_m(household_m: Centimes, household_paid_m: Centimes) -> Centimes:
    """What rounding each share on its own leaves over (or takes too much, when negative)."""
    return Centimes(household_m - household_paid_m)


@rule(source=SHARES, standing=Standing.DERIVED, since=SINCE)
def household_left_m(deceased_pension_m: Centimes, household_before_minimum_m: Centimes) -> Centimes:
    """What of the deceased's pension passes to nobody."""
    return Centimes(deceased_pension_m - household_before_minimum_m)
