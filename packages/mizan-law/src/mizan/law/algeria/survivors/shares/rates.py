"""The share of each survivor from three counts: entitled spouses, children and ascendants. What it is a share of is asked elsewhere."""

from datetime import date

from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.survivors.shares.parts import ascendant_part_of, child_part_of, heads_of, others_rate_of, spouses_rate_of
from mizan.law.algeria.survivors.shares.units import MixedReading
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Factor

SOURCE = "law-83-12.art-30–40"
SINCE = date(1983, 7, 2)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE)
def survivors_spouses_rate(
    spouses: Count, children: Count, ascendants: Count, spouse_alone_rate: RatePpm, spouse_with_others_rate: RatePpm
) -> RatePpm:
    """What the spouses share together: 75 % alone, 50 % beside others."""
    return RatePpm(spouses_rate_of(spouses, children + ascendants, spouse_alone_rate, spouse_with_others_rate))


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE)
def survivors_others_rate(
    spouses: Count, children: Count, ascendants: Count, one_other_rate: RatePpm, several_others_rate: RatePpm, no_spouse_rate: RatePpm
) -> RatePpm:
    """What the others share together: 30 % for one and 40 % for several beside a spouse, at most 90 % without one."""
    return RatePpm(others_rate_of(spouses, children + ascendants, one_other_rate, several_others_rate, no_spouse_rate))


@rule(source=SOURCE, standing=Standing.DERIVED, since=SINCE)
def survivors_heads(
    spouses: Count,
    children: Count,
    ascendants: Count,
    mixed_group_reading: MixedReading,
    child_limit_rate: RatePpm,
    ascendant_limit_rate: RatePpm,
) -> Count:
    """Into how many parts the share of the others is divided."""
    return Count(heads_of(spouses, children, ascendants, mixed_group_reading, child_limit_rate, ascendant_limit_rate))


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE)
def survivors_child_part(
    spouses: Count,
    children: Count,
    ascendants: Count,
    survivors_others_rate: RatePpm,
    survivors_heads: Count,
    mixed_group_reading: MixedReading,
    child_limit_rate: RatePpm,
) -> Factor:
    """The share of each child, to be divided by `survivors_heads`: equal parts, at most 45 % each where there is no spouse."""
    return Factor(
        child_part_of(spouses, children, ascendants, survivors_others_rate, survivors_heads, mixed_group_reading, child_limit_rate)
    )


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE)
def survivors_ascendant_part(
    spouses: Count,
    children: Count,
    ascendants: Count,
    survivors_others_rate: RatePpm,
    survivors_heads: Count,
    mixed_group_reading: MixedReading,
    ascendant_limit_rate: RatePpm,
    survivors_child_part: Factor,
) -> Factor:
    """The share of each ascendant, to be divided by `survivors_heads`: equal parts, at most 30 % each where there is no spouse."""
    return Factor(
        ascendant_part_of(
            spouses,
            children,
            ascendants,
            survivors_others_rate,
            survivors_heads,
            mixed_group_reading,
            ascendant_limit_rate,
            survivors_child_part,
        )
    )
