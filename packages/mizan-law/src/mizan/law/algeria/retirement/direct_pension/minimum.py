"""The minimum of one person's pension since ordinance 96-18: a moudjahid has his own."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.retirement.units import STATE, TopUpBearer
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(1996, 7, 6)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE)
def award_minimum_m(moudjahid: Flag, pension_minimum_m: Centimes, moudjahid_minimum_m: Centimes) -> Centimes:
    """The least this person's pension may be."""
    return max(pension_minimum_m, moudjahid_minimum_m) if moudjahid else pension_minimum_m


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE)
def award_minimum_fund_m(
    moudjahid: Flag, award_minimum_m: Centimes, pension_minimum_fund_m: Centimes, moudjahid_top_up_bearer: TopUpBearer
) -> Centimes:
    """The part of that minimum at the charge of the fund (switch `moudjahid_top_up_bearer`)."""
    return award_minimum_m if moudjahid and moudjahid_top_up_bearer != STATE else pension_minimum_fund_m
