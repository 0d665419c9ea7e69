"""Units of unemployment insurance that are sets of choices, with the place of each name."""

from typing import Final, NewType

FourthPeriod = NewType("FourthPeriod", int)
FORTY: Final = 1

UnemploymentGround = NewType("UnemploymentGround", int)
NONE: Final = 0
AFFILIATION_TOO_SHORT: Final = 1
NOT_OPEN_ENDED: Final = 2
CONTRIBUTIONS_TOO_SHORT: Final = 3
NOT_ECONOMIC: Final = 4
LIST_NOT_VISAED: Final = 5

JobseekerGround = NewType("JobseekerGround", int)
TOO_YOUNG: Final = 1
TOO_OLD: Final = 2
HAS_WORKED: Final = 3
NOT_RESIDENT: Final = 4
REGISTERED_TOO_SHORT: Final = 5
HAS_INCOME: Final = 6
