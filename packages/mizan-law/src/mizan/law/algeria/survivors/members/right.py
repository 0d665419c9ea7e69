"""The right of each member of a household on a day, and the ground where there is none."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.survivors.members.units import (
    ASCENDANT,
    CHILD,
    COLLATERAL,
    DIED,
    NONE,
    NOT_IN_CHARGE,
    NOT_LAWFULLY_MARRIED,
    NOT_YET_BORN,
    OWN_MEANS,
    PAST_AGE,
    REMARRIED,
    SPOUSE,
    SurvivorGround,
    SurvivorRelation,
)
from mizan.law.algeria.units import WOMAN, Sex
from mizan.law.engine.primitives import years_between
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag, Years

SOURCE = "law-83-12.art-30–40"
SINCE = date(1983, 7, 2)
MEMBER = "survivor"


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, entity=MEMBER)
def survivor_age(survivor_born_on: Day, household_on: Day) -> Years:
    """The age of a member on the day, in whole years."""
    return Years(years_between(survivor_born_on, household_on))


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, entity=MEMBER)
def survivor_studies(survivor_age: Years, student_age_limit: Years, survivor_studies_until: Day, household_on: Day) -> Flag:
    """Whether a member still studies and is young enough for it to count."""
    return Flag(1 if survivor_age < student_age_limit and household_on <= survivor_studies_until else 0)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, entity=MEMBER)
def survivor_apprenticed(
    survivor_age: Years,
    apprentice_age_limit: Years,
    survivor_apprentice_until: Day,
    household_on: Day,
    survivor_apprentice_pay_m: Centimes,
    apprentice_pay_limit_m: Centimes,
) -> Flag:
    """Whether a member is in an apprenticeship paid less than the limit, and young enough for it to count."""
    if survivor_age >= apprentice_age_limit or household_on > survivor_apprentice_until:
        return Flag(0)
    return Flag(1 if survivor_apprentice_pay_m < apprentice_pay_limit_m else 0)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, entity=MEMBER)
def child_is_in_charge(
    survivor_age: Years,
    child_age_limit: Years,
    survivor_studies: Flag,
    survivor_apprenticed: Flag,
    survivor_disabled: Flag,
    survivor_sex: Sex,
    survivor_income_m: Centimes,
) -> Flag:
    """Whether a child's age or situation opens the right: under 18, studying, apprenticed, disabled, or a daughter without income."""
    if survivor_age < child_age_limit or survivor_studies or survivor_apprenticed or survivor_disabled:
        return Flag(1)
    return Flag(1 if survivor_sex == WOMAN and survivor_income_m == 0 else 0)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, entity=MEMBER)
def spouse_ground(survivor_lawful_marriage: Flag, survivor_remarried_on: Day, household_on: Day) -> SurvivorGround:
    """Why a spouse has no right: no lawful marriage, or a new one. There is no condition of age."""
    if not survivor_lawful_marriage:
        return SurvivorGround(NOT_LAWFULLY_MARRIED)
    return SurvivorGround(REMARRIED if survivor_remarried_on <= household_on else NONE)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, entity=MEMBER)
def survivor_ground(
    survivor_relation: SurvivorRelation,
    survivor_born_on: Day,
    survivor_died_on: Day,
    household_on: Day,
    spouse_ground: SurvivorGround,
    child_is_in_charge: Flag,
    survivor_income_m: Centimes,
    ascendant_means_limit_m: Centimes,
    survivor_in_charge: Flag,
) -> SurvivorGround:
    """Why a member has no right on the day; the first choice says that there is one."""
    ground = NONE
    if survivor_born_on > household_on:
        ground = NOT_YET_BORN
    elif survivor_died_on <= household_on:
        ground = DIED
    elif survivor_relation == SPOUSE:
        ground = spouse_ground
    elif survivor_relation == CHILD:
        ground = NONE if child_is_in_charge else PAST_AGE
    elif survivor_relation == ASCENDANT:
        ground = OWN_MEANS if survivor_income_m > ascendant_means_limit_m else NONE
    elif survivor_relation == COLLATERAL and not survivor_in_charge:
        ground = NOT_IN_CHARGE
    return SurvivorGround(ground)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, entity=MEMBER)
def survivor_entitled(survivor_ground: SurvivorGround) -> Flag:
    """Whether a member is entitled on the day."""
    return Flag(1 if survivor_ground == NONE else 0)
