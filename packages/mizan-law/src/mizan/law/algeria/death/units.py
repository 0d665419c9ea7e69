"""Units of death insurance that are sets of choices, with the place of each name."""

from typing import Final, NewType

DeathGround = NewType("DeathGround", int)
NONE: Final = 0
WORK_TOO_SHORT: Final = 1
ANNUITY_TOO_SMALL: Final = 2
NO_BENEFICIARY: Final = 3
ACCIDENT_GRANT_PAID: Final = 4
