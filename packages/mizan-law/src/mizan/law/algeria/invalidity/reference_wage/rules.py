"""The yearly wage an invalidity pension is a share of."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import Rounding
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months, Years

SINCE = date(1983, 7, 2)
YEAR_MONTHS = 12


@rule(source="law-83-11.art-37", standing=Standing.GAZETTE, since=SINCE)
def invalidity_career_short(months_worked_in_all: Months, invalidity_best_years: Years) -> Flag:
    """Whether less than three years were worked: then the periods worked are averaged."""
    return Flag(1 if months_worked_in_all < invalidity_best_years * YEAR_MONTHS else 0)


@rule(source="law-83-11.art-37", standing=Standing.GAZETTE, since=SINCE, rounding=Rounding.HALF_UP)
def invalidity_reference_wage(
    last_year_wage: Centimes,
    best_years_mean: Centimes,
    invalidity_career_short: Flag,
    wages_in_all: Centimes,
    months_worked_in_all: Months,
) -> Centimes:
    """The last yearly wage, or the average of the three best years if higher; the yearly average of a shorter career."""
    if invalidity_career_short:
        return ratio_half_up(wages_in_all, YEAR_MONTHS, months_worked_in_all)
    return max(last_year_wage, best_years_mean)
