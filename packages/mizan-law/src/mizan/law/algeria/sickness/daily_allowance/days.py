"""Which days of a stop are paid, and at which rate."""

from datetime import date

from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.sickness.units import DAYS_USED_UP, LONG_ILLNESS_ENDED, NONE, SicknessGround
from mizan.law.engine.primitives import add_months
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days, Flag, Months, Years

SINCE = date(1983, 7, 2)
YEAR_MONTHS = 12


@rule(source="law-83-11.art-14–16", standing=Standing.DERIVED, since=SINCE)
def illness_before_stop(long_illness_began_on: Day, stop_began_on: Day) -> Flag:
    """An illness does not begin after the stop it causes."""
    return Flag(1 if long_illness_began_on <= stop_began_on else 0)


@rule(source="law-83-11.art-14–16", standing=Standing.GAZETTE, since=SINCE)
def long_illness_period_began_on(
    long_illness_began_on: Day, stop_began_on: Day, months_back_at_work: Months, long_illness_rework_months: Months
) -> Day:
    """The first day of the current period of a long illness: a new one begins after a year back at work."""
    return stop_began_on if months_back_at_work >= long_illness_rework_months else long_illness_began_on


@rule(source="law-83-11.art-14–16", standing=Standing.GAZETTE, since=SINCE)
def long_illness_ends_on(long_illness_period_began_on: Day, light_work: Flag, long_illness_years: Years, light_work_years: Years) -> Day:
    """The first day that is no longer paid: three years date to date, and up to one more for light work or rehabilitation."""
    years = long_illness_years + (light_work_years if light_work else 0)
    return Day(add_months(long_illness_period_began_on, years * YEAR_MONTHS))


@rule(source="law-83-11.art-14–16", standing=Standing.GAZETTE, since=SINCE)
def sick_payable_days(
    sick_days: Days,
    long_term_illness: Flag,
    prior_paid_days: Days,
    sick_days_limit: Days,
    stop_began_on: Day,
    long_illness_ends_on: Day,
) -> Days:
    """The paid days: up to 300 in two years for an ordinary illness, up to the end of its period for a long one."""
    left = long_illness_ends_on - stop_began_on if long_term_illness else sick_days_limit - prior_paid_days
    return Days(max(min(sick_days, left), 0))


@rule(source="law-83-11.art-14–16", standing=Standing.GAZETTE, since=SINCE)
def sick_first_days(sick_payable_days: Days, sick_reduced_days: Days) -> Days:
    """The paid days among the first fifteen."""
    return min(sick_payable_days, sick_reduced_days)


@rule(source="law-83-11.art-14–16", standing=Standing.GAZETTE, since=SINCE)
def sick_later_days(sick_payable_days: Days, sick_first_days: Days) -> Days:
    """The paid days from the sixteenth on."""
    return Days(sick_payable_days - sick_first_days)


@rule(source="law-83-11.art-14–16", standing=Standing.GAZETTE, since=SINCE)
def sick_first_rate(long_term_illness: Flag, hospitalised: Flag, sick_reduced_rate: RatePpm, sick_full_rate: RatePpm) -> RatePpm:
    """The rate of the first fifteen days: half, or the whole in hospital and for a long illness."""
    return sick_full_rate if long_term_illness or hospitalised else sick_reduced_rate


@rule(source="law-83-11.art-14–16", standing=Standing.GAZETTE, since=SINCE)
def sickness_ground(sick_days: Days, sick_payable_days: Days, long_term_illness: Flag) -> SicknessGround:
    """Why days of the stop are not paid."""
    if sick_payable_days == sick_days:
        return SicknessGround(NONE)
    return SicknessGround(LONG_ILLNESS_ENDED) if long_term_illness else SicknessGround(DAYS_USED_UP)
