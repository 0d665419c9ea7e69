"""The reference wage from the monthly wages of a career, the reference income from yearly incomes."""

from collections.abc import Sequence
from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, Rounding
from mizan.law.algeria.retirement.units import BEST_BLOCKS, BestYears
from mizan.law.engine.primitives import ratio_half_up, sum_of_best, sum_of_best_blocks, sum_of_last
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Factor

LAW = date(1983, 7, 2)


@rule(source="law-83-12", standing=Standing.SECONDARY, since=LAW)
def wages_last_sum(wages_m: Sequence[Centimes], reference_months: Count) -> Centimes:
    """The wages of the last years, together."""
    return Centimes(sum_of_last(wages_m, reference_months))


@rule(source="law-83-12", standing=Standing.SECONDARY, since=LAW)
def wages_best_sum(wages_m: Sequence[Centimes], reference_months: Count, best_years: BestYears) -> Centimes:
    """The wages of the best years, together (switch `best_years`); years are counted back from the last month."""
    if best_years == BEST_BLOCKS:
        return Centimes(sum_of_best_blocks(wages_m, 12, reference_months // 12))
    return Centimes(sum_of_best(wages_m, reference_months))


@rule(source="law-83-12", standing=Standing.SECONDARY, since=LAW)
def wages_counted(wages_m: Sequence[Centimes], reference_months: Count) -> Count:
    """The months the mean is over: those of the reference period, or of the whole career when it is shorter."""
    return Count(min(len(wages_m), reference_months))


@rule(source="law-83-12.art-43", standing=Standing.SECONDARY, since=LAW, rounding=Rounding.HALF_UP)
def career_reference_m(wages_last_sum: Centimes, wages_best_sum: Centimes, wages_counted: Count, actualisation_factor: Factor) -> Centimes:
    """The monthly reference wage: the better of the two means, brought up to date; 0 without a wage."""
    return ratio_half_up(max(wages_last_sum, wages_best_sum), actualisation_factor, PPM * wages_counted)


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=date(1985, 2, 9), rounding=Rounding.HALF_UP)
def career_income_y(incomes_y: Sequence[Centimes], income_years: Count) -> Centimes:
    """The yearly reference income of a self-employed person: the mean of the ten best years declared, of all when there are fewer."""
    return ratio_half_up(sum_of_best(incomes_y, income_years), 1, min(len(incomes_y), income_years))
