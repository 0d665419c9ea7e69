"""Days of the year since decree 15-289."""

from datetime import date

from mizan.law.algeria.self_employed.base.rules import DECREE
from mizan.law.algeria.self_employed.units import FARMER, CasnosActivity
from mizan.law.engine.primitives import day_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Year

TEXT = "decree-15-289"
TOLERATED_YEAR: int = 2026


@rule(source=TEXT, standing=Standing.SECONDARY, since=DECREE)
def casnos_legal_declaration_day(year: Year) -> Day:
    """The last day that the decree gives to declare the base of a year: 31 January."""
    return Day(day_of(year, 1, 31))


@rule(source="casnos-notice-2026", standing=Standing.SECONDARY, since=date(2026, 1, 1))
def casnos_declaration_tolerance(year: Year, casnos_legal_declaration_day: Day) -> Day:
    """Until when the fund takes the declaration: before 1 March for the year of its notice, else the legal day."""
    return Day(day_of(year, 3, 1) - 1) if year == TOLERATED_YEAR else casnos_legal_declaration_day


@rule(source=TEXT, standing=Standing.SECONDARY, since=DECREE)
def casnos_payment_deadline(year: Year, casnos_activity: CasnosActivity) -> Day:
    """The last day to pay the contribution of a year: 30 June, 30 September for farmers."""
    return Day(day_of(year, 9, 30)) if casnos_activity == FARMER else Day(day_of(year, 6, 30))


@rule(source=TEXT, standing=Standing.SECONDARY, since=DECREE)
def casnos_callable_from(year: Year) -> Day:
    """The first day on which the contribution of a year is owed: 1 January."""
    return Day(day_of(year, 1, 1))
