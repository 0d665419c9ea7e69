"""Who has care in the name of an insured person, and why not."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.sickness.units import (
    APPRENTICE,
    ASCENDANT,
    CHILD,
    DISABLED,
    MEANS_ABOVE_MINIMUM,
    NONE,
    OWN_RIGHT,
    STUDYING,
    TOO_OLD,
    DependantGround,
    DependantKind,
    DependantSituation,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Years

SINCE = date(1983, 7, 2)
NO_LIMIT = 200


@rule(source="law-83-11.art-67", standing=Standing.GAZETTE, since=SINCE)
def dependant_age_limit(
    dependant_situation: DependantSituation,
    dependant_child_age: Years,
    dependant_student_age: Years,
    dependant_apprentice_age: Years,
) -> Years:
    """The age below which a child is a dependant: 18, more for studies or apprenticeship.

    No limit (200) for the disabled and for daughters without income, the last two situations of the set.
    """
    if dependant_situation >= DISABLED:
        return Years(NO_LIMIT)
    if dependant_situation == APPRENTICE:
        return dependant_apprentice_age
    return dependant_student_age if dependant_situation == STUDYING else dependant_child_age


@rule(source="law-83-11.art-67", standing=Standing.GAZETTE, since=SINCE)
def dependant_ground(
    dependant_kind: DependantKind,
    has_own_right: Flag,
    age: Years,
    dependant_age_limit: Years,
    dependant_means_m: Centimes,
    pension_minimum_m: Centimes,
) -> DependantGround:
    """Why a person is no dependant: an own right, the age of a child, the means of an ascendant."""
    if has_own_right:
        return DependantGround(OWN_RIGHT)
    if dependant_kind == CHILD and age >= dependant_age_limit:
        return DependantGround(TOO_OLD)
    if dependant_kind == ASCENDANT and dependant_means_m > pension_minimum_m:
        return DependantGround(MEANS_ABOVE_MINIMUM)
    return DependantGround(NONE)


@rule(source="law-83-11.art-67", standing=Standing.GAZETTE, since=SINCE)
def dependant_entitled(dependant_ground: DependantGround) -> Flag:
    """Whether a person has care in the name of the insured person."""
    return Flag(1 if dependant_ground == NONE else 0)
