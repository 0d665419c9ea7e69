"""The first payments, as a list: the rule is run with its index from 1 to the count."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import Rounding
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count
from smallland.units import NONE, RefusalGround

SINCE = date(2001, 6, 1)


@rule(source="old-age-act.art-7", standing=Standing.GAZETTE, since=SINCE)
def payment_count(pension_ground: RefusalGround) -> Count:
    """The payments told in advance: three, none where there is no right."""
    return Count(3 if pension_ground == NONE else 0)


@rule(source="old-age-act.art-7", standing=Standing.GAZETTE, since=SINCE, rounding=Rounding.HALF_UP)
def payment(pension_m: Centimes, payment_number: Count) -> Centimes:
    """A payment: the first one is half a pension, since the month has begun."""
    if payment_number == 1:
        return ratio_half_up(pension_m, 1, 2)
    return pension_m
