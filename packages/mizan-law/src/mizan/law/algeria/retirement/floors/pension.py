"""The least retirement pension: what the fund owes of it, what the State adds, and the self-employed, whom the 2006 aid left out.

Until 11 April 1994 it was 2,300 hours of the minimum wage a year (article 16); no hourly wage of those years is known.
"""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SHARE_OF_WAGE = date(1994, 4, 11)
STATE_AID_TO_BOTH = date(2009, 1, 1)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SHARE_OF_WAGE, rounding=Rounding.HALF_UP)
def pension_minimum_fund_m(snmg_m: Centimes, pension_minimum_rate: RatePpm) -> Centimes:
    """The least monthly pension by law, at the charge of the fund: a share of the minimum wage."""
    return rate_half_up(snmg_m, pension_minimum_rate)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SHARE_OF_WAGE)
def pension_minimum_m(pension_minimum_fund_m: Centimes, pension_guarantee_m: Centimes) -> Centimes:
    """The least monthly pension a retired salaried worker is paid, the State's complement included."""
    return max(pension_minimum_fund_m, pension_guarantee_m)


@rule(source="lfc-2006.art-29", standing=Standing.SECONDARY, since=SHARE_OF_WAGE)
def pension_minimum_state_m(pension_minimum_m: Centimes, pension_minimum_fund_m: Centimes) -> Centimes:
    """What the State adds to the fund's minimum."""
    return Centimes(pension_minimum_m - pension_minimum_fund_m)


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=STATE_AID_TO_BOTH)
def casnos_pension_minimum_m(pension_minimum_m: Centimes) -> Centimes:
    """The least monthly pension of a self-employed person: as for salaried workers."""
    return pension_minimum_m
