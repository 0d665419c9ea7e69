"""The early pension and what the employer pays for it."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.retirement.anticipated.steps import anticipated_amount
from mizan.law.algeria.retirement.units import NONE, RetirementGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Years

LAW = date(1994, 5, 26)
CEILING = date(1999, 1, 1)


@rule(source="decree-law-94-10", standing=Standing.RECALL, since=LAW, rounding=Rounding.HALF_UP)
def anticipated_raw_m(
    reference_wage_m: Centimes,
    pension_rate: RatePpm,
    years_anticipated: Years,
    anticipation_reduction: RatePpm,
    anticipation_length_ground: RetirementGround,
) -> Centimes:
    """The pension earned, reduced for each year of anticipation; 0 when it can not be anticipated so long."""
    if anticipation_length_ground != NONE:
        return Centimes(0)
    return Centimes(anticipated_amount(reference_wage_m, pension_rate, years_anticipated, anticipation_reduction))


@rule(source="decree-law-94-10", standing=Standing.RECALL, since=CEILING)
def anticipated_pension_m(
    anticipated_raw_m: Centimes, pension_ceiling_m: Centimes, award_minimum_m: Centimes, anticipation_length_ground: RetirementGround
) -> Centimes:
    """The early pension in payment: reduced, then within the ceiling and not below the minimum."""
    return Centimes(0) if anticipation_length_ground != NONE else max(min(anticipated_raw_m, pension_ceiling_m), award_minimum_m)


@rule(source="decree-law-94-10", standing=Standing.RECALL, since=LAW)
def lump_sum_wages(
    years_anticipated: Years, lump_sum_wages_short: Count, lump_sum_wages_medium: Count, lump_sum_wages_long: Count
) -> Count:
    """How many monthly wages the employer pays: by the length of the anticipation, under five years, five to seven, eight or more."""
    if years_anticipated == 0:
        return Count(0)
    if years_anticipated < 5:
        return lump_sum_wages_short
    return lump_sum_wages_medium if years_anticipated < 8 else lump_sum_wages_long


@rule(source="decree-law-94-10", standing=Standing.RECALL, since=LAW)
def employer_lump_sum(average_wage_m: Centimes, lump_sum_wages: Count) -> Centimes:
    """The lump sum the employer owes for one worker who retires early."""
    return Centimes(average_wage_m * lump_sum_wages)
