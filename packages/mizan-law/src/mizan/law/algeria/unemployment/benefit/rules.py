"""The reference wage, and the benefit of each month and of all."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.algeria.unemployment.benefit.schedule import benefit_of_month
from mizan.law.algeria.unemployment.units import FORTY, FourthPeriod
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Months

SINCE = date(1994, 5, 26)
TEXT = "decree-law-94-11"


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def unemployment_wages_m(average_wage_12m: Centimes, snmg_m: Centimes) -> Centimes:
    """The average wage of twelve months and the minimum wage together: twice the reference wage, exact."""
    return Centimes(average_wage_12m + snmg_m)


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def unemployment_reference_wage_m(unemployment_wages_m: Centimes) -> Centimes:
    """The reference wage: half way between the average wage and the minimum wage; benefits are computed on its exact value."""
    return ratio_half_up(unemployment_wages_m, 1, 2)


@rule(source="cnac-web", standing=Standing.SECONDARY, since=SINCE)
def benefit_rate_4(fourth_period: FourthPeriod) -> RatePpm:
    """The rate of the fourth period, on which sources differ."""
    return RatePpm(PPM * 2 // 5) if fourth_period == FORTY else RatePpm(PPM // 2)


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def unemployment_benefit_m(
    unemployment_wages_m: Centimes,
    benefit_month: Count,
    unemployment_months: Months,
    benefit_rate_1: RatePpm,
    benefit_rate_2: RatePpm,
    benefit_rate_3: RatePpm,
    benefit_rate_4: RatePpm,
    unemployment_floor_m: Centimes,
    unemployment_cap_m: Centimes,
) -> Centimes:
    """The gross benefit of one month; nothing after the last."""
    if benefit_month > unemployment_months:
        return Centimes(0)
    return benefit_of_month(
        unemployment_wages_m,
        benefit_month,
        unemployment_months,
        benefit_rate_1,
        benefit_rate_2,
        benefit_rate_3,
        benefit_rate_4,
        unemployment_floor_m,
        unemployment_cap_m,
    )


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def unemployment_total(
    unemployment_wages_m: Centimes,
    unemployment_months: Months,
    benefit_rate_1: RatePpm,
    benefit_rate_2: RatePpm,
    benefit_rate_3: RatePpm,
    benefit_rate_4: RatePpm,
    unemployment_floor_m: Centimes,
    unemployment_cap_m: Centimes,
) -> Centimes:
    """All the months as they are paid: the sum of the rounded benefits, under the law of the day asked."""
    total = 0
    for month in range(unemployment_months):
        total = total + benefit_of_month(
            unemployment_wages_m,
            month + 1,
            unemployment_months,
            benefit_rate_1,
            benefit_rate_2,
            benefit_rate_3,
            benefit_rate_4,
            unemployment_floor_m,
            unemployment_cap_m,
        )
    return Centimes(total)
