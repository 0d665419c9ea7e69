"""Who has a right to an invalidity pension, examined by the fund of its own motion when daily allowances end."""

from datetime import date

from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.invalidity.units import (
    AFFILIATION_TOO_SHORT,
    CAPACITY_NOT_HALVED,
    NONE,
    RETIREMENT_AGE,
    WORK_TOO_SHORT,
    InvalidityGround,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months

KNOWN_SINCE = date(2010, 1, 1)
"""The condition of affiliation is not known before; without it the right can not be told."""


@rule(source="law-83-11.art-32–35", standing=Standing.SECONDARY, since=KNOWN_SINCE)
def invalidity_ground(
    capacity_cut: RatePpm,
    invalidity_capacity_cut_least: RatePpm,
    retirement_age_reached: Flag,
    retirement_pension_open: Flag,
    affiliated_months: Months,
    invalidity_affiliation_months: Months,
    long_sickness_opened: Flag,
) -> InvalidityGround:
    """Why there is no invalidity pension.

    The age of retirement is no obstacle to whoever has no right to a retirement pension.
    """
    if capacity_cut < invalidity_capacity_cut_least:
        return InvalidityGround(CAPACITY_NOT_HALVED)
    if retirement_age_reached and retirement_pension_open:
        return InvalidityGround(RETIREMENT_AGE)
    if affiliated_months < invalidity_affiliation_months:
        return InvalidityGround(AFFILIATION_TOO_SHORT)
    return InvalidityGround(NONE) if long_sickness_opened else InvalidityGround(WORK_TOO_SHORT)


@rule(source="law-83-11.art-32–35", standing=Standing.SECONDARY, since=KNOWN_SINCE)
def invalidity_entitled(invalidity_ground: InvalidityGround) -> Flag:
    """Whether there is a right to an invalidity pension."""
    return Flag(1 if invalidity_ground == NONE else 0)
