"""Units of the members of a household that are sets of choices (`choices.toml`)."""

from typing import Final, NewType

SurvivorRelation = NewType("SurvivorRelation", int)
SPOUSE: Final = 0
CHILD: Final = 1
ASCENDANT: Final = 2
COLLATERAL: Final = 3

SurvivorGround = NewType("SurvivorGround", int)
"""Why a member has no right; the first says that there is one."""
NONE: Final = 0
DIED: Final = 1
NOT_LAWFULLY_MARRIED: Final = 2
REMARRIED: Final = 3
PAST_AGE: Final = 4
OWN_MEANS: Final = 5
NOT_IN_CHARGE: Final = 6
NOT_YET_BORN: Final = 7

CollateralShare = NewType("CollateralShare", int)
"""Whose share a collateral has."""
AS_CHILD: Final = 0
AS_ASCENDANT: Final = 1
