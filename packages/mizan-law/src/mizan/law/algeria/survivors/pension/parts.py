"""The share of one survivor when the minimum of the whole may have raised it."""

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM
from mizan.law.algeria.survivors.pension.units import BY_HEADS
from mizan.law.engine.helpers import helper
from mizan.law.engine.primitives import ratio_half_up


@helper
def whole_over_heads(spouses_rate: int, children: int, child_part: int, ascendants: int, ascendant_part: int, heads: int) -> int:
    """The numerator of all shares together over the heads; over 1 when there is no head."""
    return spouses_rate * max(heads, 1) + children * child_part + ascendants * ascendant_part


@helper
def share_of(base: int, part: int, of: int, whole: int, heads: int, persons: int, total: int, top_up: int, spread: int) -> Centimes:
    """The amount of one person whose share is `part` over `of`, rounded once half up.

    Where the minimum raised the group, the person has the same share of the minimum (`whole` over `heads` is the group's share), or the
    exact share and an equal part of the exact complement (`spread`).
    """
    if top_up == 0 or part == 0 or of == 0:
        return ratio_half_up(base, part, PPM * of)
    over = max(heads, 1)
    if spread == BY_HEADS:
        exact = base * (part * over * persons - whole * of) + total * PPM * over * of
        return ratio_half_up(1, exact, PPM * over * of * persons)
    return ratio_half_up(total, part * over, whole * of)
