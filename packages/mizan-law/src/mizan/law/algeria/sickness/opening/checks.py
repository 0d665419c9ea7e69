"""Facts about work that can not be true together."""

from datetime import date

from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Days, Flag, Hours

SINCE = date(1983, 7, 2)
QUARTER_DAYS = 92
YEAR_DAYS = 366
THREE_YEARS_DAYS = 1096


@rule(source="law-83-11.art-52", standing=Standing.DERIVED, since=SINCE)
def days_windows_nested(days_last_3_months: Days, days_last_12_months: Days) -> Flag:
    """Twelve months hold at least the days of their last three; a count that is not known is 0."""
    return Flag(1 if days_last_12_months == 0 or days_last_12_months >= days_last_3_months else 0)


@rule(source="law-83-11.art-52", standing=Standing.DERIVED, since=SINCE)
def hours_windows_nested(hours_last_3_months: Hours, hours_last_12_months: Hours) -> Flag:
    """Twelve months hold at least the hours of their last three; a count that is not known is 0."""
    return Flag(1 if hours_last_12_months == 0 or hours_last_12_months >= hours_last_3_months else 0)


@rule(source="law-83-11.art-58", standing=Standing.DERIVED, since=SINCE)
def quarter_holds_days(days_last_3_months: Days, assimilated_days_3m: Days) -> Flag:
    """Worked and assimilated days fit in three months."""
    return Flag(1 if days_last_3_months + assimilated_days_3m <= QUARTER_DAYS else 0)


@rule(source="law-83-11.art-58", standing=Standing.DERIVED, since=SINCE)
def year_holds_days(days_last_12_months: Days, assimilated_days_12m: Days) -> Flag:
    """Worked and assimilated days fit in twelve months."""
    return Flag(1 if days_last_12_months + assimilated_days_12m <= YEAR_DAYS else 0)


@rule(source="law-83-11.art-58", standing=Standing.DERIVED, since=SINCE)
def three_years_hold_days(days_last_3_years: Days, assimilated_days_3y: Days) -> Flag:
    """Worked and assimilated days fit in three years."""
    return Flag(1 if days_last_3_years + assimilated_days_3y <= THREE_YEARS_DAYS else 0)
