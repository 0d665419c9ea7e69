"""Which work opens cash benefits: for the first six months, and beyond or for invalidity."""

from datetime import date

from mizan.law.algeria.sickness.units import NONE, WORK_TOO_SHORT, OpeningGround
from mizan.law.engine.helpers import helper
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Days, Flag, Hours

SINCE = date(1983, 7, 2)


@helper
def worked_enough(days: int, hours: int, assimilated: int, hours_a_day: int, days_needed: int, hours_needed: int) -> int:
    """1 when the days or the hours suffice; an assimilated day counts as one day and as so many hours."""
    if days + assimilated >= days_needed:
        return 1
    return 1 if hours + assimilated * hours_a_day >= hours_needed else 0


@rule(source="law-83-11.art-52", standing=Standing.GAZETTE, since=SINCE)
def opened_by_3_months(
    days_last_3_months: Days,
    hours_last_3_months: Hours,
    assimilated_days_3m: Days,
    assimilated_hours_d: Hours,
    opening_days_3m: Days,
    opening_hours_3m: Hours,
) -> Flag:
    """Whether the work of the last three months opens the right: enough days, or enough hours."""
    return Flag(
        worked_enough(days_last_3_months, hours_last_3_months, assimilated_days_3m, assimilated_hours_d, opening_days_3m, opening_hours_3m)
    )


@rule(source="law-83-11.art-52", standing=Standing.GAZETTE, since=SINCE)
def opened_by_12_months(
    days_last_12_months: Days,
    hours_last_12_months: Hours,
    assimilated_days_12m: Days,
    assimilated_hours_d: Hours,
    opening_days_12m: Days,
    opening_hours_12m: Hours,
) -> Flag:
    """Whether the work of the last twelve months opens the right: enough days, or enough hours."""
    return Flag(
        worked_enough(
            days_last_12_months, hours_last_12_months, assimilated_days_12m, assimilated_hours_d, opening_days_12m, opening_hours_12m
        )
    )


@rule(source="law-83-11.art-56", standing=Standing.GAZETTE, since=SINCE)
def opened_by_3_years(
    days_last_3_years: Days,
    hours_last_3_years: Hours,
    assimilated_days_3y: Days,
    assimilated_hours_d: Hours,
    opening_days_3y: Days,
    opening_hours_3y: Hours,
) -> Flag:
    """Whether the work of the last three years opens the right beyond six months: enough days, or enough hours."""
    return Flag(
        worked_enough(days_last_3_years, hours_last_3_years, assimilated_days_3y, assimilated_hours_d, opening_days_3y, opening_hours_3y)
    )


@rule(source="law-83-11.art-57", standing=Standing.GAZETTE, since=SINCE)
def sickness_opened(caused_by_accident: Flag, opened_by_3_months: Flag, opened_by_12_months: Flag) -> Flag:
    """Whether daily allowances of the first six months are open; no work is asked where an accident is the cause."""
    return Flag(1 if caused_by_accident or opened_by_3_months or opened_by_12_months else 0)


@rule(source="law-83-11.art-56", standing=Standing.GAZETTE, since=SINCE)
def long_sickness_opened(caused_by_accident: Flag, opened_by_12_months: Flag, opened_by_3_years: Flag) -> Flag:
    """Whether daily allowances beyond six months, and invalidity, are open; no work is asked where an accident is the cause."""
    return Flag(1 if caused_by_accident or opened_by_12_months or opened_by_3_years else 0)


@rule(source="law-83-11.art-52", standing=Standing.GAZETTE, since=SINCE)
def sickness_opening_ground(sickness_opened: Flag) -> OpeningGround:
    """Why the right is not open."""
    return OpeningGround(NONE) if sickness_opened else OpeningGround(WORK_TOO_SHORT)


@rule(source="law-83-11.art-56", standing=Standing.GAZETTE, since=SINCE)
def long_sickness_opening_ground(long_sickness_opened: Flag) -> OpeningGround:
    """Why the right beyond six months is not open."""
    return OpeningGround(NONE) if long_sickness_opened else OpeningGround(WORK_TOO_SHORT)
