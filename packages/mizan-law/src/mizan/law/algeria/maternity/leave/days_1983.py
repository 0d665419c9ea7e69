"""The leave of fourteen weeks, which knew no extension."""

from datetime import date

from mizan.law.algeria.maternity.units import NONE, NOT_IN_LAW, ExtensionGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Days, Flag

SINCE = date(1983, 7, 2)
RUNNING_SINCE = date(2025, 4, 17)


@rule(source="law-83-11.art-29", standing=Standing.GAZETTE, since=SINCE, until=RUNNING_SINCE)
def maternity_days(maternity_leave_days: Days) -> Days:
    """The days of the leave: ninety-eight."""
    return maternity_leave_days


@rule(source="law-83-11.art-29", standing=Standing.GAZETTE, since=SINCE, until=RUNNING_SINCE)
def maternity_extension_ground(first_extension: Flag, second_extension: Flag) -> ExtensionGround:
    """Why an extension is not given: the law of the day knows none."""
    return ExtensionGround(NOT_IN_LAW) if first_extension or second_extension else ExtensionGround(NONE)
