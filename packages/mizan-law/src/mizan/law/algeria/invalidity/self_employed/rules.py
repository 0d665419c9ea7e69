"""Who of the self-employed has a right to an invalidity pension."""

from datetime import date

from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.invalidity.units import (
    CONTRIBUTIONS_OWED,
    NONE,
    NOT_TOTAL,
    SHORT_AFFILIATION,
    STILL_ACTIVE,
    CasnosInvalidityGround,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months

KNOWN_SINCE = date(2025, 1, 1)


@rule(source="decree-15-289", standing=Standing.SECONDARY, since=KNOWN_SINCE)
def casnos_invalidity_ground(
    incapacity_permanent: RatePpm,
    casnos_invalidity_incapacity: RatePpm,
    affiliated_months: Months,
    casnos_invalidity_affiliation_months: Months,
    months_since_activity: Months,
    casnos_invalidity_ceased_months: Months,
    contributions_paid_up: Flag,
) -> CasnosInvalidityGround:
    """Why a self-employed person has no invalidity pension.

    Asked are total and permanent incapacity, a year's affiliation, three months without activity, and nothing owed.
    """
    if incapacity_permanent < casnos_invalidity_incapacity:
        return CasnosInvalidityGround(NOT_TOTAL)
    if affiliated_months < casnos_invalidity_affiliation_months:
        return CasnosInvalidityGround(SHORT_AFFILIATION)
    if months_since_activity < casnos_invalidity_ceased_months:
        return CasnosInvalidityGround(STILL_ACTIVE)
    return CasnosInvalidityGround(NONE) if contributions_paid_up else CasnosInvalidityGround(CONTRIBUTIONS_OWED)


@rule(source="decree-15-289", standing=Standing.SECONDARY, since=KNOWN_SINCE)
def casnos_invalidity_entitled(casnos_invalidity_ground: CasnosInvalidityGround) -> Flag:
    """Whether a self-employed person has a right to an invalidity pension."""
    return Flag(1 if casnos_invalidity_ground == NONE else 0)
