"""Until which age a child counts."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.family.units import (
    APPRENTICE,
    NONE,
    TOO_OLD,
    WAGE_TOO_HIGH,
    WHOLE_YEAR,
    FamilyAgeReading,
    FamilyChild,
    FamilyChildGround,
)
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Years

SINCE = date(1996, 10, 1)


@rule(source="cnas-family", standing=Standing.OFFICIAL, since=SINCE)
def family_age_limit(
    family_child_situation: FamilyChild, family_child_age: Years, family_late_age: Years, family_age_reading: FamilyAgeReading
) -> Years:
    """The age from which a child no longer counts: 17, or 21 for apprentices, students, the disabled, a daughter in the mother's place."""
    limit = family_late_age if family_child_situation >= APPRENTICE else family_child_age
    return Years(limit + 1) if family_age_reading == WHOLE_YEAR else limit


@rule(source="cnas-family", standing=Standing.OFFICIAL, since=SINCE, rounding=Rounding.HALF_UP)
def apprentice_wage_limit(snmg_m: Centimes, apprentice_wage_part: RatePpm) -> Centimes:
    """The wage up to which an apprentice counts: half the minimum wage."""
    return rate_half_up(snmg_m, apprentice_wage_part)


@rule(source="cnas-family", standing=Standing.OFFICIAL, since=SINCE)
def family_child_ground(
    age: Years,
    family_age_limit: Years,
    family_child_situation: FamilyChild,
    family_child_age: Years,
    apprentice_wage_m: Centimes,
    apprentice_wage_limit: Centimes,
) -> FamilyChildGround:
    """Why a child does not count."""
    if age >= family_age_limit:
        return FamilyChildGround(TOO_OLD)
    if family_child_situation == APPRENTICE and age >= family_child_age and apprentice_wage_m > apprentice_wage_limit:
        return FamilyChildGround(WAGE_TOO_HIGH)
    return FamilyChildGround(NONE)


@rule(source="cnas-family", standing=Standing.OFFICIAL, since=SINCE)
def family_child_counts(family_child_ground: FamilyChildGround) -> Flag:
    """Whether family allowances are paid for a child."""
    return Flag(1 if family_child_ground == NONE else 0)
