"""The right to a pension, the ground where there is none, and its amount."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag, Months, Years
from smallland.old_age.helpers import age_on
from smallland.units import CALENDAR, NONE, TOO_SHORT, TOO_YOUNG, RefusalGround, YearReading

SINCE = date(2001, 6, 1)
PENSION_AGE, LEAST_MONTHS = 60, 3


@rule(source="old-age-act.art-3", standing=Standing.GAZETTE, since=SINCE)
def left_after_birth(born_on: Day, left_on: Day) -> Flag:
    """Nobody stops working before being born."""
    return Flag(1 if left_on > born_on else 0)


@rule(source="old-age-act.art-3", standing=Standing.GAZETTE, since=SINCE)
def age_at_leaving(born_on: Day, left_on: Day, age_reading: YearReading) -> Years:
    """The age on the last day of work."""
    return age_on(born_on, left_on, age_reading == CALENDAR)


@rule(source="old-age-act.art-3", standing=Standing.GAZETTE, since=SINCE)
def pension_ground(age_at_leaving: Years, paid_months: Months) -> RefusalGround:
    """Why there is no pension: age first, then service."""
    if age_at_leaving < PENSION_AGE:
        return RefusalGround(TOO_YOUNG)
    return RefusalGround(TOO_SHORT if paid_months < LEAST_MONTHS else NONE)


@rule(source="old-age-act.art-5", standing=Standing.GAZETTE, since=SINCE, rounding=Rounding.HALF_UP)
def pension_m(reference_wage: Centimes, pension_rate: RatePpm, children_supplement: Centimes, pension_ground: RefusalGround) -> Centimes:
    """The pension of a month with what the children add; nothing where there is no right."""
    if pension_ground != NONE:
        return Centimes(0)
    return Centimes(rate_half_up(reference_wage, pension_rate) + children_supplement)
