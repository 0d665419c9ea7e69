"""Units of maternity insurance that are sets of choices, with the place of each name."""

from typing import Final, NewType

RunningLeaves = NewType("RunningLeaves", int)
NEW_LAW: Final = 1

MaternityWage = NewType("MaternityWage", int)
GROSS: Final = 1

ExtensionGround = NewType("ExtensionGround", int)
NONE: Final = 0
NOT_IN_LAW: Final = 1
SECOND_WITHOUT_FIRST: Final = 2
