"""The leaves begun under the old law that still ran when the new one came: no transitional text was found."""

from mizan.law.algeria.maternity.leave.days_1983 import RUNNING_SINCE
from mizan.law.algeria.maternity.leave.days_2025 import LAW_25_08, extended
from mizan.law.algeria.maternity.units import NEW_LAW, NONE, NOT_IN_LAW, SECOND_WITHOUT_FIRST, ExtensionGround, RunningLeaves
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Days, Flag


@rule(source="law-25-08", standing=Standing.DERIVED, since=RUNNING_SINCE, until=LAW_25_08)
def maternity_days(
    maternity_leave_days: Days,
    running_leave_days: Days,
    first_extension: Flag,
    second_extension: Flag,
    first_extension_days: Days,
    second_extension_days: Days,
    running_leaves: RunningLeaves,
) -> Days:
    """The days of the leave: ninety-eight, or those of the new law where it is given to leaves that still ran."""
    if running_leaves != NEW_LAW:
        return maternity_leave_days
    return Days(extended(running_leave_days, first_extension, second_extension, first_extension_days, second_extension_days))


@rule(source="law-25-08", standing=Standing.DERIVED, since=RUNNING_SINCE, until=LAW_25_08)
def maternity_extension_ground(first_extension: Flag, second_extension: Flag, running_leaves: RunningLeaves) -> ExtensionGround:
    """Why an extension is not given."""
    if running_leaves != NEW_LAW:
        return ExtensionGround(NOT_IN_LAW) if first_extension or second_extension else ExtensionGround(NONE)
    return ExtensionGround(SECOND_WITHOUT_FIRST) if second_extension and not first_extension else ExtensionGround(NONE)
