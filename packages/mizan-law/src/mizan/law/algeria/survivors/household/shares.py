"""The share of each kind of member, as the statute's table gives it for the counts of the household."""

from datetime import date

from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.survivors.pension.parts import whole_over_heads
from mizan.law.algeria.survivors.shares.parts import ascendant_part_of, child_part_of, heads_of, others_rate_of, spouses_rate_of
from mizan.law.algeria.survivors.shares.units import MixedReading
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Factor

SOURCE = "law-83-12.art-30–40"
SINCE = date(1983, 7, 2)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE)
def household_spouses_rate(
    household_spouses: Count,
    household_children: Count,
    household_ascendants: Count,
    spouse_alone_rate: RatePpm,
    spouse_with_others_rate: RatePpm,
) -> RatePpm:
    """What the spouses share together."""
    others = household_children + household_ascendants
    return RatePpm(spouses_rate_of(household_spouses, others, spouse_alone_rate, spouse_with_others_rate))


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE)
def household_others_rate(
    household_spouses: Count,
    household_children: Count,
    household_ascendants: Count,
    one_other_rate: RatePpm,
    several_others_rate: RatePpm,
    no_spouse_rate: RatePpm,
) -> RatePpm:
    """What the others share together, before the limit of each."""
    others = household_children + household_ascendants
    return RatePpm(others_rate_of(household_spouses, others, one_other_rate, several_others_rate, no_spouse_rate))


@rule(source=SOURCE, standing=Standing.DERIVED, since=SINCE)
def household_heads(
    household_spouses: Count,
    household_children: Count,
    household_ascendants: Count,
    mixed_group_reading: MixedReading,
    child_limit_rate: RatePpm,
    ascendant_limit_rate: RatePpm,
) -> Count:
    """Into how many parts the others' share is divided."""
    return Count(
        heads_of(household_spouses, household_children, household_ascendants, mixed_group_reading, child_limit_rate, ascendant_limit_rate)
    )


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE)
def household_child_part(
    household_spouses: Count,
    household_children: Count,
    household_ascendants: Count,
    household_others_rate: RatePpm,
    household_heads: Count,
    mixed_group_reading: MixedReading,
    child_limit_rate: RatePpm,
) -> Factor:
    """The share of each child over the heads, before what a remarriage passes on."""
    return Factor(
        child_part_of(
            household_spouses,
            household_children,
            household_ascendants,
            household_others_rate,
            household_heads,
            mixed_group_reading,
            child_limit_rate,
        )
    )


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE)
def household_ascendant_part(
    household_spouses: Count,
    household_children: Count,
    household_ascendants: Count,
    household_others_rate: RatePpm,
    household_heads: Count,
    mixed_group_reading: MixedReading,
    ascendant_limit_rate: RatePpm,
    household_child_part: Factor,
) -> Factor:
    """The share of each ascendant over the heads."""
    return Factor(
        ascendant_part_of(
            household_spouses,
            household_children,
            household_ascendants,
            household_others_rate,
            household_heads,
            mixed_group_reading,
            ascendant_limit_rate,
            household_child_part,
        )
    )


@rule(source=SOURCE, standing=Standing.DERIVED, since=SINCE)
def household_whole_part(
    household_spouses_rate: RatePpm,
    household_children: Count,
    household_child_part: Factor,
    household_ascendants: Count,
    household_ascendant_part: Factor,
    household_heads: Count,
) -> Factor:
    """All shares together over the heads: what a remarriage passes on stays in the group."""
    return Factor(
        whole_over_heads(
            household_spouses_rate,
            household_children,
            household_child_part,
            household_ascendants,
            household_ascendant_part,
            household_heads,
        )
    )
