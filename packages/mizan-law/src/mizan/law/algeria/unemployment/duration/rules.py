"""For how many months the benefit is paid."""

from datetime import date

from mizan.law.algeria.unemployment.units import AFFILIATION_TOO_SHORT, NONE, UnemploymentGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Days, Months, Years

SINCE = date(1994, 5, 26)
TEXT = "decree-law-94-11"


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def seniority_part_halves(seniority_months: Months, seniority_days: Days, part_year_months: Months) -> Count:
    """What the part of a year counts for, in halves of a year: none, one up to six months, two beyond."""
    if seniority_months == 0 and seniority_days == 0:
        return Count(0)
    if seniority_months > part_year_months or (seniority_months == part_year_months and seniority_days > 0):
        return Count(2)
    return Count(1)


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def unemployment_ground(seniority_years: Years, affiliation_years_least: Years) -> UnemploymentGround:
    """Why there is no benefit: less than three years of affiliation, here those of the contract."""
    return UnemploymentGround(AFFILIATION_TOO_SHORT) if seniority_years < affiliation_years_least else UnemploymentGround(NONE)


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def unemployment_months(
    unemployment_ground: UnemploymentGround,
    seniority_years: Years,
    seniority_part_halves: Count,
    benefit_months_y: Months,
    benefit_months_least: Months,
    benefit_months_most: Months,
) -> Months:
    """The months of benefit: two for each year of service (half of that for half a year), at least 12 and at most 36."""
    if unemployment_ground != NONE:
        return Months(0)
    earned = seniority_years * benefit_months_y + seniority_part_halves * benefit_months_y // 2
    return Months(min(max(earned, benefit_months_least), benefit_months_most))


@rule(source=TEXT, standing=Standing.DERIVED, since=SINCE)
def unemployment_payments(unemployment_months: Months) -> Count:
    """How many monthly benefits are paid."""
    return Count(unemployment_months)
