"""Units of the retirement law that are sets of choices (`choices.toml`), with the place of each name."""

from typing import Final, NewType

BenefitKind = NewType("BenefitKind", int)
PENSION: Final = 0
ALLOCATION: Final = 1
MOUDJAHID_PENSION: Final = 2
INVALIDITY_PENSION: Final = 3

AllocationFloor = NewType("AllocationFloor", int)
KEPT_3500: Final = 0
RAISED_15000: Final = 1

TopUpBearer = NewType("TopUpBearer", int)
FUND: Final = 0
STATE: Final = 1
