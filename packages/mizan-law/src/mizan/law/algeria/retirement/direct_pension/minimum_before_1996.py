"""Before ordinance 96-18: one minimum for all."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SINCE = date(1994, 4, 11)
UNTIL = date(1996, 7, 6)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def award_minimum_m(pension_minimum_m: Centimes) -> Centimes:
    """The least this person's pension may be."""
    return pension_minimum_m


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def award_minimum_fund_m(pension_minimum_fund_m: Centimes) -> Centimes:
    """The part of that minimum at the charge of the fund."""
    return pension_minimum_fund_m
