"""What a voluntary affiliate pays each month, until when, and for which rights."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.contributions.voluntary.units import NONE, TRANSITION_OVER, VoluntaryGround
from mizan.law.engine.primitives import add_months, floor_share, rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag, Years

ARTICLE = "lfc-2015.art-60"
SINCE = date(2015, 7, 23)


@rule(source=ARTICLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def voluntary_contribution(snmg_m: Centimes, voluntary_rate: RatePpm) -> Centimes:
    """The monthly contribution of a voluntary affiliate, on the minimum wage."""
    return rate_half_up(snmg_m, voluntary_rate)


@rule(source=ARTICLE, standing=Standing.RECALL, since=SINCE, rounding=Rounding.FLOOR_RESIDUE_FIRST)
def voluntary_retirement(voluntary_contribution_due: Centimes, voluntary_retirement_rate: RatePpm, voluntary_rate: RatePpm) -> Centimes:
    """The part of the contribution for retirement."""
    return floor_share(voluntary_contribution_due, voluntary_retirement_rate, voluntary_rate)


@rule(source=ARTICLE, standing=Standing.RECALL, since=SINCE)
def voluntary_social_insurance(voluntary_contribution_due: Centimes, voluntary_retirement: Centimes) -> Centimes:
    """The part of the contribution for social insurance: the rest."""
    return Centimes(voluntary_contribution_due - voluntary_retirement)


@rule(source=ARTICLE, standing=Standing.SECONDARY, since=SINCE)
def voluntary_last_day(voluntary_affiliated_on: Day, voluntary_transition_years: Years) -> Day:
    """The last day of the transition; after it the person regularises the activity."""
    return Day(add_months(voluntary_affiliated_on, 12 * voluntary_transition_years) - 1)


@rule(source=ARTICLE, standing=Standing.SECONDARY, since=SINCE)
def voluntary_ground(voluntary_asked_on: Day, voluntary_last_day: Day) -> VoluntaryGround:
    """Why the affiliation does not go on: the transition is over."""
    return VoluntaryGround(TRANSITION_OVER) if voluntary_asked_on > voluntary_last_day else VoluntaryGround(NONE)


@rule(source=ARTICLE, standing=Standing.SECONDARY, since=SINCE)
def voluntary_contribution_due(voluntary_ground: VoluntaryGround, voluntary_contribution: Centimes) -> Centimes:
    """What the affiliate owes for the month, nothing once the transition is over."""
    return voluntary_contribution if voluntary_ground == NONE else Centimes(0)


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE)
def voluntary_days_in_order(voluntary_affiliated_on: Day, voluntary_asked_on: Day) -> Flag:
    """Whether the day asked about is not before the affiliation."""
    return Flag(1) if voluntary_affiliated_on <= voluntary_asked_on else Flag(0)
