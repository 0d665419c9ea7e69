"""How many members of a household count as spouses, children and ascendants on the day."""

from collections.abc import Sequence
from datetime import date

from mizan.law.algeria.survivors.household.units import TO_CHILDREN, RemarriedShare
from mizan.law.algeria.survivors.members.units import (
    AS_CHILD,
    ASCENDANT,
    CHILD,
    COLLATERAL,
    REMARRIED,
    SPOUSE,
    CollateralShare,
    SurvivorGround,
    SurvivorRelation,
)
from mizan.law.engine.primitives import sum_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag

SOURCE = "law-83-12.art-30–40"
SINCE = date(1983, 7, 2)


@rule(source=SOURCE, standing=Standing.DERIVED, since=SINCE, entity="survivor")
def survivor_share_kind(survivor_relation: SurvivorRelation, collateral_share: CollateralShare) -> SurvivorRelation:
    """Whose share a member has: a collateral has that of a child (switch `collateral_share`)."""
    if survivor_relation == COLLATERAL:
        return SurvivorRelation(CHILD if collateral_share == AS_CHILD else ASCENDANT)
    return survivor_relation


@rule(source=SOURCE, standing=Standing.DERIVED, since=SINCE)
def household_entitled(survivor_entitled: Sequence[Flag]) -> Count:
    """How many members are entitled."""
    return Count(sum_of(survivor_entitled))


@rule(source=SOURCE, standing=Standing.DERIVED, since=SINCE)
def household_children(survivor_share_kind: Sequence[SurvivorRelation], survivor_entitled: Sequence[Flag]) -> Count:
    """How many members are entitled to the share of a child."""
    found = 0
    for place in range(len(survivor_entitled)):
        if survivor_entitled[place] and survivor_share_kind[place] == CHILD:
            found = found + 1
    return Count(found)


@rule(source=SOURCE, standing=Standing.DERIVED, since=SINCE)
def household_ascendants(survivor_share_kind: Sequence[SurvivorRelation], survivor_entitled: Sequence[Flag]) -> Count:
    """How many members are entitled to the share of an ascendant."""
    found = 0
    for place in range(len(survivor_entitled)):
        if survivor_entitled[place] and survivor_share_kind[place] == ASCENDANT:
            found = found + 1
    return Count(found)


@rule(source=SOURCE, standing=Standing.RECALL, since=SINCE)
def household_remarried(
    survivor_relation: Sequence[SurvivorRelation],
    survivor_ground: Sequence[SurvivorGround],
    household_children: Count,
    remarried_share: RemarriedShare,
) -> Count:
    """How many spouses have married again and pass their part on to the children; 0 where there is no child, or by the other reading."""
    found = 0
    for place in range(len(survivor_ground)):
        if survivor_relation[place] == SPOUSE and survivor_ground[place] == REMARRIED:
            found = found + 1
    return Count(found if household_children > 0 and remarried_share == TO_CHILDREN else 0)


@rule(source=SOURCE, standing=Standing.DERIVED, since=SINCE)
def household_spouses(
    survivor_relation: Sequence[SurvivorRelation], survivor_entitled: Sequence[Flag], household_remarried: Count
) -> Count:
    """How many parts the spouses' share is divided into: the entitled spouses and those who pass theirs on."""
    found = 0
    for place in range(len(survivor_entitled)):
        if survivor_entitled[place] and survivor_relation[place] == SPOUSE:
            found = found + 1
    return Count(found + household_remarried)
