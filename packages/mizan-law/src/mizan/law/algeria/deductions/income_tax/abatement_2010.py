"""The abatement of 2010 for retirees, on a tax reckoned by the scale of the day (which was not found): its rate by bracket, its limit."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SOURCE = "income-tax-code"
SINCE = date(2010, 1, 1)
UNTIL = date(2020, 6, 1)
DA = 100
PERCENT = PPM // 100


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def irg_retiree_abatement_rate(taxable_pension_m: Centimes) -> RatePpm:
    """The share of the tax taken off: 80 % from 20,000 DA, 60 % from 25,000, 30 % from 30,000, 10 % from 35,000, none from 40,000.

    Departs: the source gives the brackets without their edges; an edge is taken into the bracket above.
    """
    if taxable_pension_m < 20_000 * DA:
        return RatePpm(0)
    if taxable_pension_m < 25_000 * DA:
        return RatePpm(80 * PERCENT)
    if taxable_pension_m < 30_000 * DA:
        return RatePpm(60 * PERCENT)
    if taxable_pension_m < 35_000 * DA:
        return RatePpm(30 * PERCENT)
    return RatePpm(10 * PERCENT) if taxable_pension_m < 40_000 * DA else RatePpm(0)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, until=UNTIL, rounding=Rounding.HALF_UP)
def irg_retiree_abatement_m(
    irg_of_scale_m: Centimes, irg_retiree_abatement_rate: RatePpm, irg_retiree_abatement_most_m: Centimes
) -> Centimes:
    """What is taken off a retiree's monthly tax, at most 1,000 DA."""
    return min(rate_half_up(irg_of_scale_m, irg_retiree_abatement_rate), irg_retiree_abatement_most_m)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def irg_after_abatement_m(irg_of_scale_m: Centimes, irg_retiree_abatement_m: Centimes) -> Centimes:
    """The monthly tax after the abatement of retirees."""
    return Centimes(irg_of_scale_m - irg_retiree_abatement_m)
