"""The opening contribution: a share of the monthly wage for each year of service beyond three."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.algeria.unemployment.units import NONE, UnemploymentGround
from mizan.law.engine.primitives import rate_half_up, ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Years

SINCE = date(1994, 5, 26)
TEXT = "decree-law-94-11"
HALVES = 2


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def opening_contribution_y(average_wage_12m: Centimes, opening_rate: RatePpm) -> Centimes:
    """What a year beyond the third owes."""
    return rate_half_up(average_wage_12m, opening_rate)


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def opening_halves(
    unemployment_ground: UnemploymentGround, seniority_years: Years, opening_free_years: Years, seniority_part_halves: Count
) -> Count:
    """The years that owe, in halves: those beyond three, and the part of a year."""
    if unemployment_ground != NONE:
        return Count(0)
    return Count(max(seniority_years - opening_free_years, 0) * HALVES + seniority_part_halves)


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def opening_contribution(average_wage_12m: Centimes, opening_rate: RatePpm, opening_halves: Count, opening_most_wages: Count) -> Centimes:
    """What the employer owes to open the rights: exact, rounded once, at most twelve monthly wages."""
    owed = ratio_half_up(average_wage_12m, opening_rate * opening_halves, HALVES * PPM)
    return Centimes(min(owed, average_wage_12m * opening_most_wages))
