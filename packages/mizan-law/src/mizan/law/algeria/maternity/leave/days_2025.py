"""The leave of 150 days and its two extensions (law 25-08)."""

from datetime import date

from mizan.law.algeria.maternity.units import NONE, SECOND_WITHOUT_FIRST, ExtensionGround
from mizan.law.engine.helpers import helper
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Days, Flag

LAW_25_08 = date(2025, 7, 23)


@helper
def extended(days: int, first: int, second: int, first_days: int, second_days: int) -> int:
    """The leave with its extensions; the second follows the first, and is nothing without it."""
    if not first:
        return days
    return days + first_days + (second_days if second else 0)


@rule(source="law-25-08", standing=Standing.SECONDARY, since=LAW_25_08)
def maternity_days(
    maternity_leave_days: Days, first_extension: Flag, second_extension: Flag, first_extension_days: Days, second_extension_days: Days
) -> Days:
    """The days of the leave: 150, 50 more for a newborn disabled, malformed or seriously ill, then 165 more."""
    return Days(extended(maternity_leave_days, first_extension, second_extension, first_extension_days, second_extension_days))


@rule(source="law-25-08", standing=Standing.SECONDARY, since=LAW_25_08)
def maternity_extension_ground(first_extension: Flag, second_extension: Flag) -> ExtensionGround:
    """Why an extension is not given: the second follows the first."""
    return ExtensionGround(SECOND_WITHOUT_FIRST) if second_extension and not first_extension else ExtensionGround(NONE)
