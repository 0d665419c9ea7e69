"""Minima by the hour: 2,300 hours of the minimum wage a year, before they became a share of the monthly minimum wage."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import Rounding
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

HOURS_Y = 2300
MONTHS_Y = 12


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=date(1983, 7, 2), until=date(1994, 4, 11), rounding=Rounding.HALF_UP)
def pension_minimum_fund_m(snmg_h: Centimes) -> Centimes:
    """The least monthly pension by the first law: 2,300 hours of minimum wage a year, over twelve."""
    return ratio_half_up(snmg_h, HOURS_Y, MONTHS_Y)


@rule(source="law-83-11.art-41", standing=Standing.GAZETTE, since=date(1983, 7, 2), until=date(1996, 7, 6), rounding=Rounding.HALF_UP)
def invalidity_minimum_m(snmg_h: Centimes) -> Centimes:
    """The least monthly invalidity pension by the first law: 2,300 hours of minimum wage a year, over twelve."""
    return ratio_half_up(snmg_h, HOURS_Y, MONTHS_Y)
