"""Who begins an activity: by when it is declared, from when the fund acts by itself, and whether the day to pay is known."""

from mizan.law.algeria.self_employed.base.rules import DECREE
from mizan.law.algeria.self_employed.units import FARMER, NONE, PAY_BY_NOT_ESTABLISHED, CasnosActivity, StarterGround
from mizan.law.engine.primitives import day_of, year_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag


@rule(source="law-83-14.art-12", standing=Standing.SECONDARY, since=DECREE)
def casnos_ex_officio_from(activity_declaration_deadline: Day) -> Day:
    """The first day on which the fund may affiliate by itself who did not declare an activity.

    Departs: the article names no delay; the day after the person's own deadline is taken.
    """
    return Day(activity_declaration_deadline + 1)


@rule(source="decree-15-289", standing=Standing.SECONDARY, since=DECREE)
def casnos_starter_ground(activity_started_on: Day, casnos_activity: CasnosActivity) -> StarterGround:
    """Why the day to pay the first contribution is not told: the activity began after the yearly day, for which no rule was found."""
    farmer = casnos_activity == FARMER
    yearly_day = day_of(year_of(activity_started_on), 9 if farmer else 6, 30)
    return StarterGround(PAY_BY_NOT_ESTABLISHED) if activity_started_on > yearly_day else StarterGround(NONE)


@rule(source="decree-15-289", standing=Standing.SECONDARY, since=DECREE)
def casnos_pay_by_known(casnos_starter_ground: StarterGround) -> Flag:
    """Whether the day to pay the first contribution is the yearly one."""
    return Flag(1) if casnos_starter_ground == NONE else Flag(0)
