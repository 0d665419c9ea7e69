"""The arithmetic of the shares, for whoever counts the survivors: a rule over three counts, or one over the members of a household.

A share is exact: a numerator in parts per million over a whole number of heads. It is rounded once, when it meets an amount.
"""

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM
from mizan.law.algeria.survivors.shares.units import CHILDREN_FIRST, EQUAL, PROPORTIONAL
from mizan.law.engine.helpers import helper
from mizan.law.engine.primitives import quotient, ratio_half_up

STEP = PPM // 20
"""The limits (45 % and 30 %) are whole numbers of this step, so that their proportion is one of small whole numbers: 9 to 6."""


@helper
def spouses_rate_of(spouses: int, others: int, alone: int, beside: int) -> int:
    """What the spouses share together."""
    if spouses == 0:
        return 0
    return alone if others == 0 else beside


@helper
def others_rate_of(spouses: int, others: int, one: int, several: int, no_spouse: int) -> int:
    """What the others share together, before the limit of each."""
    if others == 0:
        return 0
    if spouses == 0:
        return no_spouse
    return one if others == 1 else several


@helper
def heads_of(spouses: int, children: int, ascendants: int, reading: int, child_limit: int, ascendant_limit: int) -> int:
    """Into how many parts the others' share is divided; 0 when there are none.

    In proportion to the limits (45 % and 30 %), a child counts for 9 heads and a parent for 6.
    """
    if spouses > 0 or reading == EQUAL or children == 0 or ascendants == 0:
        return children + ascendants
    if reading == PROPORTIONAL:
        return children * quotient(child_limit, STEP) + ascendants * quotient(ascendant_limit, STEP)
    return children * ascendants


@helper
def child_part_of(spouses: int, children: int, ascendants: int, others_rate: int, heads: int, reading: int, child_limit: int) -> int:
    """The numerator of a child's share over the heads."""
    if children == 0:
        return 0
    if spouses > 0:
        return others_rate
    part = others_rate
    if ascendants > 0 and reading == PROPORTIONAL:
        part = others_rate * quotient(child_limit, STEP)
    elif ascendants > 0 and reading == CHILDREN_FIRST:
        part = others_rate * ascendants
    return min(part, child_limit * heads)


@helper
def ascendant_part_of(
    spouses: int, children: int, ascendants: int, others_rate: int, heads: int, reading: int, limit: int, child_part: int
) -> int:
    """The numerator of an ascendant's share over the heads."""
    if ascendants == 0:
        return 0
    if spouses > 0:
        return others_rate
    part = others_rate
    if children > 0 and reading == PROPORTIONAL:
        part = others_rate * quotient(limit, STEP)
    elif children > 0 and reading == CHILDREN_FIRST:
        part = quotient(others_rate * heads - children * child_part, ascendants)
    return min(part, limit * heads)


@helper
def each_spouse_of(base: int, spouses_rate: int, spouses: int) -> Centimes:
    """The amount of each spouse: the spouses' share of the base, divided equally, rounded once half up; 0 without a spouse."""
    return ratio_half_up(base, spouses_rate, PPM * spouses)


@helper
def each_other_of(base: int, part: int, heads: int) -> Centimes:
    """The amount of a child or an ascendant: a part over the heads, of the base, rounded once half up; 0 without heads."""
    return ratio_half_up(base, part, PPM * heads)


@helper
def together_of(base: int, spouses_rate: int, children: int, child_part: int, ascendants: int, ascendant_part: int, heads: int) -> Centimes:
    """The amount of the whole group, rounded once half up: not the sum of the rounded shares."""
    if heads == 0:
        return ratio_half_up(base, spouses_rate, PPM)
    return ratio_half_up(base, spouses_rate * heads + children * child_part + ascendants * ascendant_part, PPM * heads)
