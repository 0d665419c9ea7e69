"""Units of sickness insurance that are sets of choices, with the place of each name."""

from typing import Final, NewType

OpeningGround = NewType("OpeningGround", int)
NONE: Final = 0
WORK_TOO_SHORT: Final = 1

SicknessGround = NewType("SicknessGround", int)
DAYS_USED_UP: Final = 1
LONG_ILLNESS_ENDED: Final = 2

FloorReading = NewType("FloorReading", int)
FLOOR: Final = 1
"""The least daily allowance wins over the thirtieth of the wage."""

CareKind = NewType("CareKind", int)
DRUGS: Final = 1
SPA_CURE: Final = 2

DependantKind = NewType("DependantKind", int)
SPOUSE: Final = 0
CHILD: Final = 1
ASCENDANT: Final = 2

DependantSituation = NewType("DependantSituation", int)
STUDYING: Final = 1
APPRENTICE: Final = 2
DISABLED: Final = 3
DAUGHTER_WITHOUT_INCOME: Final = 4

DependantGround = NewType("DependantGround", int)
OWN_RIGHT: Final = 1
TOO_OLD: Final = 2
MEANS_ABOVE_MINIMUM: Final = 3
