"""By when an activity, a movement of staff and the enrolled of a school are declared, and from when the fund may affiliate by itself."""

from datetime import date

from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days

LAW = date(1983, 7, 2)
LAW_04_17 = date(2004, 11, 13)


@rule(source="law-83-14.art-6", standing=Standing.GAZETTE, since=LAW)
def activity_declaration_deadline(activity_started_on: Day, activity_declaration_days: Days) -> Day:
    """The last day to declare an activity: that of a self-employed person, or of an employer from the first hire."""
    return Day(activity_started_on + activity_declaration_days)


@rule(source="law-83-14.art-10", standing=Standing.SECONDARY, since=LAW_04_17)
def school_affiliation_deadline(enrolled_on: Day, school_affiliation_days: Days) -> Day:
    """The last day for a school to ask for the affiliation of whom it enrolled."""
    return Day(enrolled_on + school_affiliation_days)


@rule(source="law-83-14", standing=Standing.SECONDARY, since=LAW_04_17)
def movement_deadline(moved_on: Day, movement_days: Days) -> Day:
    """The last day to tell of a worker hired or gone."""
    return Day(moved_on + movement_days)


@rule(source="law-83-14.art-12", standing=Standing.SECONDARY, since=LAW_04_17)
def ex_officio_from(affiliation_deadline: Day) -> Day:
    """The first day on which the fund affiliates by itself or on the request of anyone: worker, dependants, union.

    Departs: the article names no delay; the day after the employer's own deadline is taken.
    """
    return Day(affiliation_deadline + 1)
