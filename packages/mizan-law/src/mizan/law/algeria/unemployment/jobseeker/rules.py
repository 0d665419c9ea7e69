"""Who has the allowance of first-time jobseekers, and until when."""

from datetime import date

from mizan.law.algeria.unemployment.units import (
    HAS_INCOME,
    HAS_WORKED,
    NONE,
    NOT_RESIDENT,
    REGISTERED_TOO_SHORT,
    TOO_OLD,
    TOO_YOUNG,
    JobseekerGround,
)
from mizan.law.engine.helpers import helper
from mizan.law.engine.primitives import add_months
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag, Months, Years

SINCE = date(2022, 1, 1)
TEXT = "decree-22-70"


@helper
def age_ground(age: int, least: int, most: int) -> int:
    """Why an age is outside its bounds, both included."""
    if age < least:
        return TOO_YOUNG
    return TOO_OLD if age > most else NONE


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def jobseeker_ground(
    age: Years,
    jobseeker_age_least: Years,
    jobseeker_age_most: Years,
    first_time_jobseeker: Flag,
    resident_in_algeria: Flag,
    registered_months: Months,
    jobseeker_registered_months: Months,
    has_income: Flag,
) -> JobseekerGround:
    """Why there is no allowance: age, earlier work, residence, registration, income."""
    outside = age_ground(age, jobseeker_age_least, jobseeker_age_most)
    if outside != NONE:
        return JobseekerGround(outside)
    if not first_time_jobseeker:
        return JobseekerGround(HAS_WORKED)
    if not resident_in_algeria:
        return JobseekerGround(NOT_RESIDENT)
    if registered_months < jobseeker_registered_months:
        return JobseekerGround(REGISTERED_TOO_SHORT)
    return JobseekerGround(HAS_INCOME) if has_income else JobseekerGround(NONE)


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def jobseeker_entitled(jobseeker_ground: JobseekerGround) -> Flag:
    """Whether there is a right to the allowance."""
    return Flag(1 if jobseeker_ground == NONE else 0)


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def jobseeker_paid_until(granted_on: Day, jobseeker_paid_months: Months) -> Day:
    """The first day that is no longer paid; the allowance may be renewed."""
    return Day(add_months(granted_on, jobseeker_paid_months))
