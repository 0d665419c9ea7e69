"""What early retirement costs: the employer's extra contribution, and what CNAC pays to CNR each month."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Years

SINCE = date(1994, 5, 26)
TEXT = "decree-law-94-10"


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def early_contribution_rate(early_years: Years, early_base_rate: RatePpm, early_year_rate: RatePpm, early_most_rate: RatePpm) -> RatePpm:
    """The share of the opening contribution: 30 %, and 4 % for each year of anticipation, at most 70 %."""
    return RatePpm(min(early_base_rate + early_years * early_year_rate, early_most_rate))


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def early_contribution(opening_contribution_given: Centimes, early_contribution_rate: RatePpm) -> Centimes:
    """What the employer owes beside."""
    return rate_half_up(opening_contribution_given, early_contribution_rate)


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def early_cnr_contribution_m(snmg_m: Centimes, early_cnac_rate: RatePpm) -> Centimes:
    """What CNAC pays to CNR each month."""
    return rate_half_up(snmg_m, early_cnac_rate)
