"""Units of invalidity that are sets of choices, with the place of each name."""

from typing import Final, NewType

InvalidityGround = NewType("InvalidityGround", int)
NONE: Final = 0
CAPACITY_NOT_HALVED: Final = 1
RETIREMENT_AGE: Final = 2
AFFILIATION_TOO_SHORT: Final = 3
WORK_TOO_SHORT: Final = 4

PensionFate = NewType("PensionFate", int)
CONTINUES: Final = 0
SUSPENDED: Final = 1
ENDED_BY_WORK: Final = 2

CasnosInvalidityGround = NewType("CasnosInvalidityGround", int)
NOT_TOTAL: Final = 1
SHORT_AFFILIATION: Final = 2
STILL_ACTIVE: Final = 3
CONTRIBUTIONS_OWED: Final = 4
