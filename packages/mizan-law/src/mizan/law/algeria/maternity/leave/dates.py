"""From when a leave may begin, when it ends, and by when an extension is asked for."""

from datetime import date

from mizan.law.algeria.maternity.leave.days_1983 import RUNNING_SINCE
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days, Flag

SINCE = date(1983, 7, 2)


@rule(source="law-83-11.art-29", standing=Standing.SECONDARY, since=SINCE)
def maternity_earliest_on(birth_expected_on: Day, leave_before_birth_most: Days) -> Day:
    """The first day a leave may begin."""
    return Day(birth_expected_on - leave_before_birth_most)


@rule(source="law-83-11.art-29", standing=Standing.GAZETTE, since=SINCE)
def maternity_latest_on(birth_expected_on: Day, leave_before_birth_least: Days) -> Day:
    """The day by which work must have stopped."""
    return Day(birth_expected_on - leave_before_birth_least)


@rule(source="law-83-11.art-29", standing=Standing.SECONDARY, since=SINCE)
def maternity_not_too_early(maternity_began_on: Day, maternity_earliest_on: Day) -> Flag:
    """Whether the leave does not begin before the day it may."""
    return Flag(1 if maternity_began_on >= maternity_earliest_on else 0)


@rule(source="law-83-11.art-29", standing=Standing.GAZETTE, since=SINCE)
def maternity_last_day(maternity_began_on: Day, maternity_days: Days) -> Day:
    """The last day of the leave, extensions included; an early birth does not shorten it."""
    return Day(maternity_began_on + maternity_days - 1)


@rule(source="law-25-08", standing=Standing.SECONDARY, since=RUNNING_SINCE)
def extension_request_by(maternity_last_day: Day, extension_request_days: Days) -> Day:
    """The last day to ask for the extension that follows: fifteen days before the end of what is already given."""
    return Day(maternity_last_day - extension_request_days)
