"""The limits of means that the situation of a survivor is compared with."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SOURCE = "law-83-12.art-30–40"
SINCE = date(1983, 7, 2)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def apprentice_pay_limit_m(snmg_m: Centimes, apprentice_pay_limit_rate: RatePpm) -> Centimes:
    """The monthly pay below which an apprentice is low-paid: half of the minimum wage."""
    return rate_half_up(snmg_m, apprentice_pay_limit_rate)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE)
def ascendant_means_limit_m(pension_minimum_m: Centimes) -> Centimes:
    """The monthly means an ascendant may have at most: the minimum pension."""
    return pension_minimum_m
