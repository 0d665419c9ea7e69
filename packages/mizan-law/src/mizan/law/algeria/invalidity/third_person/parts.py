"""The arithmetic of a yearly benefit with the supplement for another person, and of its month."""

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM
from mizan.law.engine.helpers import helper
from mizan.law.engine.primitives import quotient, rate_half_up, ratio_half_up

PERCENT = PPM // 100
MONTHS = 12


@helper
def supplement_of(yearly: int, helped: int, rate: int, least: int) -> Centimes:
    """The yearly supplement, rounded once half up and never under its minimum; 0 without the help of another person."""
    return Centimes(max(rate_half_up(yearly, rate), least)) if helped else Centimes(0)


@helper
def month_of_share(wage: int, share: int, helped: int, rate: int, least: int) -> Centimes:
    """The month of a share of a yearly wage with its supplement: the exact yearly amount over twelve, rounded once half up.

    Where the supplement is its minimum, the minimum is added to the exact share.
    """
    if not helped:
        return ratio_half_up(wage, share, MONTHS * PPM)
    if rate_half_up(rate_half_up(wage, share), rate) < least:
        return ratio_half_up(rate_half_up(wage, share) + least, 1, MONTHS)
    return ratio_half_up(wage, share * (100 + quotient(rate, PERCENT)), MONTHS * 100 * PPM)
