"""When the fund may assess, on which base, with which increase; and when an unanswered difference is confirmed."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.units import PREVIOUS_MONTH, PREVIOUS_QUARTER, PREVIOUS_YEAR, BaseChoice
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Day, Days, Months

SINCE = date(2004, 11, 13)
ARTICLE = "law-83-14.art-15"


@rule(source=ARTICLE, standing=Standing.RECALL, since=SINCE)
def provisional_on(declaration_deadline: Day, provisional_delay_days: Days) -> Day:
    """The first day on which the fund may assess a declaration missing at its deadline."""
    return Day(declaration_deadline + provisional_delay_days + 1)


@rule(source="mizan-conventions", standing=Standing.RECALL, since=SINCE)
def flat_base(workers: Count, months: Months, snmg_m: Centimes) -> Centimes:
    """The flat base: the minimum wage for each worker and month."""
    return Centimes(workers * months * snmg_m)


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE)
def provisional_base_amount(
    provisional_base: BaseChoice,
    months: Months,
    previous_month_base: Centimes,
    previous_quarter_base: Centimes,
    previous_year_base: Centimes,
    flat_base: Centimes,
) -> Centimes:
    """The base of a provisional assessment: that of the previous month, quarter or year brought to the months missing, or a flat one.

    The article names the bases; bringing them to the months missing is own arithmetic, centimes below one forgotten.
    """
    if provisional_base == PREVIOUS_MONTH:
        return Centimes(previous_month_base * months)
    if provisional_base == PREVIOUS_QUARTER:
        return Centimes(previous_quarter_base * months // 3)
    if provisional_base == PREVIOUS_YEAR:
        return Centimes(previous_year_base * months // 12)
    return flat_base


@rule(source=ARTICLE, standing=Standing.GAZETTE, since=SINCE, rounding=Rounding.HALF_UP)
def provisional_increase(contribution: Centimes, provisional_increase_rate: RatePpm) -> Centimes:
    """The increase on a provisional assessment, acquired even when the declaration comes later."""
    return rate_half_up(contribution, provisional_increase_rate)


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE)
def provisional_total(contribution: Centimes, provisional_increase: Centimes) -> Centimes:
    """The provisional contribution and its increase."""
    return Centimes(contribution + provisional_increase)


@rule(source="mizan-conventions", standing=Standing.RECALL, since=SINCE)
def difference_confirmed_on(opened_on: Day, reconciliation_delay_days: Days) -> Day:
    """The day on which a difference between declarations, shown to the employer and left unanswered, is confirmed."""
    return Day(opened_on + reconciliation_delay_days)
