"""The least pension of the self-employed while the State's complement of 2006 was for salaried workers only."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=date(1994, 4, 11), until=date(2009, 1, 1))
def casnos_pension_minimum_m(pension_minimum_fund_m: Centimes) -> Centimes:
    """The least monthly pension of a self-employed person: the fund's minimum, without the State's complement."""
    return pension_minimum_fund_m
