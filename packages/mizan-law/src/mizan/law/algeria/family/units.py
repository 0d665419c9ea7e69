"""Units of family allowances that are sets of choices, with the place of each name."""

from typing import Final, NewType

FamilyChild = NewType("FamilyChild", int)
APPRENTICE: Final = 1

FamilyAgeReading = NewType("FamilyAgeReading", int)
WHOLE_YEAR: Final = 1
"""The child is counted until the end of the year of age."""

FamilyChildGround = NewType("FamilyChildGround", int)
NONE: Final = 0
TOO_OLD: Final = 1
WAGE_TOO_HIGH: Final = 2
