"""What an employer owes the fund for workers not affiliated within ten days."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.enforcement.growth import grown
from mizan.law.algeria.enforcement.units import PenaltyGrowth
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Months

SINCE = date(2004, 11, 13)
ARTICLE = "law-83-14.art-13"


@rule(source=ARTICLE, standing=Standing.RECALL, since=SINCE)
def affiliation_penalty_all(workers: Count, affiliation_penalty_fixed: Centimes) -> Centimes:
    """The penalty for all the workers concerned, before any month of delay."""
    return Centimes(workers * affiliation_penalty_fixed)


@rule(source=ARTICLE, standing=Standing.RECALL, since=SINCE, rounding=Rounding.HALF_UP)
def affiliation_penalty(
    affiliation_penalty_all: Centimes, affiliation_penalty_monthly_rate: RatePpm, months_late: Months, penalty_growth: PenaltyGrowth
) -> Centimes:
    """That penalty, increased for each month of delay."""
    return Centimes(grown(affiliation_penalty_all, affiliation_penalty_monthly_rate, months_late, penalty_growth))
