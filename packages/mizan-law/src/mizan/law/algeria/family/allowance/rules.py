"""The monthly allowance of all children: two amounts, by the wage and the rank of the child."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.helpers import helper
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count

SINCE = date(1996, 10, 1)
STATE_SINCE = date(2018, 1, 1)


@helper
def by_rank(children: int, full: int, high: int, low: int) -> int:
    """So many children at the high amount, the others at the low one."""
    first = min(children, full)
    return first * high + (children - first) * low


@rule(source="decree-96-298", standing=Standing.SECONDARY, since=SINCE)
def family_high_children(family_wage_m: Centimes, family_wage_limit: Centimes, family_full_children: Count) -> Count:
    """How many children may be paid the higher amount: five up to a wage of 15,000 or without income, none above."""
    return family_full_children if family_wage_m <= family_wage_limit else Count(0)


@rule(source="decree-96-298", standing=Standing.SECONDARY, since=SINCE)
def family_allowance_m(children: Count, family_high_children: Count, family_high_amount: Centimes, family_low_amount: Centimes) -> Centimes:
    """The monthly allowance of all children together."""
    return Centimes(by_rank(children, family_high_children, family_high_amount, family_low_amount))


@rule(source="cleiss-2018", standing=Standing.SECONDARY, since=STATE_SINCE, rounding=Rounding.HALF_UP)
def family_state_part(family_allowance_m: Centimes, family_state_share: RatePpm) -> Centimes:
    """The part of the allowance borne by the State."""
    return rate_half_up(family_allowance_m, family_state_share)
