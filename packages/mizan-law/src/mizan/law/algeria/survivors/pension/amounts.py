"""What the group receives together a month, and each of its members; the shares and the whole are rounded each on its own."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.survivors.pension.parts import share_of, whole_over_heads
from mizan.law.algeria.survivors.pension.units import FloorSpread
from mizan.law.algeria.survivors.shares.parts import together_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Factor

SHARES = "law-83-12.art-30–40"
SINCE = date(1983, 7, 2)


@rule(source=SHARES, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def reversion_before_minimum_m(
    deceased_pension_m: Centimes,
    survivors_spouses_rate: RatePpm,
    children: Count,
    survivors_child_part: Factor,
    ascendants: Count,
    survivors_ascendant_part: Factor,
    survivors_heads: Count,
) -> Centimes:
    """The reversion of the whole group before the minimum: the exact sum of the shares, rounded once."""
    return together_of(
        deceased_pension_m,
        survivors_spouses_rate,
        children,
        survivors_child_part,
        ascendants,
        survivors_ascendant_part,
        survivors_heads,
    )


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE)
def reversion_m(
    spouses: Count, children: Count, ascendants: Count, reversion_before_minimum_m: Centimes, reversion_minimum_m: Centimes
) -> Centimes:
    """The monthly reversion of the whole group: never below the minimum of a pension; 0 when nobody is entitled."""
    if spouses + children + ascendants == 0:
        return Centimes(0)
    return max(reversion_before_minimum_m, reversion_minimum_m)


@rule(source="law-83-12.art-16", standing=Standing.DERIVED, since=SINCE)
def reversion_top_up_m(reversion_m: Centimes, reversion_before_minimum_m: Centimes) -> Centimes:
    """What the minimum adds to the shares."""
    return Centimes(reversion_m - reversion_before_minimum_m)


@rule(source=SHARES, standing=Standing.DERIVED, since=SINCE)
def reversion_left_m(deceased_pension_m: Centimes, reversion_before_minimum_m: Centimes) -> Centimes:
    """What of the deceased's pension passes to nobody."""
    return Centimes(deceased_pension_m - reversion_before_minimum_m)


@rule(source=SHARES, standing=Standing.DERIVED, since=SINCE)
def reversion_whole_part(
    survivors_spouses_rate: RatePpm,
    children: Count,
    survivors_child_part: Factor,
    ascendants: Count,
    survivors_ascendant_part: Factor,
    survivors_heads: Count,
) -> Factor:
    """All shares together, to be divided by `survivors_heads` (by 1 where the spouse is alone): what a share is compared with."""
    return Factor(
        whole_over_heads(survivors_spouses_rate, children, survivors_child_part, ascendants, survivors_ascendant_part, survivors_heads)
    )


@rule(source=SHARES, standing=Standing.RECALL, since=SINCE, rounding=Rounding.HALF_UP)
def reversion_spouse_m(
    deceased_pension_m: Centimes,
    survivors_spouses_rate: RatePpm,
    spouses: Count,
    children: Count,
    ascendants: Count,
    survivors_heads: Count,
    reversion_whole_part: Factor,
    reversion_m: Centimes,
    reversion_top_up_m: Centimes,
    reversion_minimum_spread: FloorSpread,
) -> Centimes:
    """The monthly reversion of each spouse. Several spouses share their part equally: that they do is from memory."""
    return share_of(
        deceased_pension_m,
        survivors_spouses_rate,
        spouses,
        reversion_whole_part,
        survivors_heads,
        spouses + children + ascendants,
        reversion_m,
        reversion_top_up_m,
        reversion_minimum_spread,
    )


@rule(source=SHARES, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def reversion_child_m(
    deceased_pension_m: Centimes,
    survivors_child_part: Factor,
    spouses: Count,
    children: Count,
    ascendants: Count,
    survivors_heads: Count,
    reversion_whole_part: Factor,
    reversion_m: Centimes,
    reversion_top_up_m: Centimes,
    reversion_minimum_spread: FloorSpread,
) -> Centimes:
    """The monthly reversion of each child."""
    return share_of(
        deceased_pension_m,
        survivors_child_part,
        survivors_heads,
        reversion_whole_part,
        survivors_heads,
        spouses + children + ascendants,
        reversion_m,
        reversion_top_up_m,
        reversion_minimum_spread,
    )


@rule(source=SHARES, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def reversion_ascendant_m(
    deceased_pension_m: Centimes,
    survivors_ascendant_part: Factor,
    spouses: Count,
    children: Count,
    ascendants: Count,
    survivors_heads: Count,
    reversion_whole_part: Factor,
    reversion_m: Centimes,
    reversion_top_up_m: Centimes,
    reversion_minimum_spread: FloorSpread,
) -> Centimes:
    """The monthly reversion of each ascendant."""
    return share_of(
        deceased_pension_m,
        survivors_ascendant_part,
        survivors_heads,
        reversion_whole_part,
        survivors_heads,
        spouses + children + ascendants,
        reversion_m,
        reversion_top_up_m,
        reversion_minimum_spread,
    )
