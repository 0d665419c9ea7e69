"""By when a stop is told and a claim filed; which allowances may not be drawn together."""

from datetime import date

from mizan.law.engine.primitives import add_months
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days, Flag, Months

SINCE = date(1983, 7, 2)
NOTICE_SINCE = date(1984, 2, 11)


@rule(source="decree-84-27", standing=Standing.RECALL, since=NOTICE_SINCE)
def stop_notice_deadline(stop_began_on: Day, stop_notice_working_days: Days, non_working_days: Days) -> Day:
    """The last day to tell the fund of a stop: two working days, days without work not counted."""
    return Day(stop_began_on + stop_notice_working_days + non_working_days)


@rule(source="law-83-11.art-18", standing=Standing.GAZETTE, since=NOTICE_SINCE)
def stop_told_late(stop_told_on: Day, stop_notice_deadline: Day) -> Flag:
    """Whether the stop was told late: the allowance of the days that could not be controlled may then be lost."""
    return Flag(1 if stop_told_on > stop_notice_deadline else 0)


@rule(source="law-83-11.art-18", standing=Standing.DERIVED, since=NOTICE_SINCE)
def days_open_to_loss(stop_told_on: Day, stop_notice_deadline: Day) -> Days:
    """How many days of the stop went by between the deadline and the notice: those the fund could not control."""
    return Days(max(stop_told_on - stop_notice_deadline, 0))


@rule(source="law-83-11.art-18", standing=Standing.DERIVED, since=NOTICE_SINCE)
def told_after_stop(stop_told_on: Day, stop_began_on: Day) -> Flag:
    """A stop is not told before it begins."""
    return Flag(1 if stop_told_on >= stop_began_on else 0)


@rule(source="law-83-11.art-13", standing=Standing.GAZETTE, since=SINCE)
def claim_deadline(treatment_on: Day, claim_filing_months: Months) -> Day:
    """The last day to file a claim for care."""
    return Day(add_months(treatment_on, claim_filing_months))


@rule(source="law-83-11.art-71", standing=Standing.GAZETTE, since=SINCE)
def allowances_compatible(draws_sickness_allowance: Flag, draws_maternity_allowance: Flag, draws_accident_allowance: Flag) -> Flag:
    """Whether the allowances asked for may be drawn together: never two of sickness, maternity and work accident."""
    return Flag(1 if draws_sickness_allowance + draws_maternity_allowance + draws_accident_allowance <= 1 else 0)
