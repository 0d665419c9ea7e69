"""Units of the increases that are sets of choices (`choices.toml`)."""

from typing import Final, NewType

EdgeBracket = NewType("EdgeBracket", int)
LOWER: Final = 0
UPPER: Final = 1

AwardCutoff = NewType("AwardCutoff", int)
"""Up to when a pension must have been awarded to take part in an increase."""
IN_PAYMENT: Final = 0
END_OF_YEAR_N_2: Final = 1
END_OF_YEAR_N_1: Final = 2

TopUpReading = NewType("TopUpReading", int)
"""What becomes of the complement to a minimum when what was earned rises."""
DIFFERENTIAL: Final = 0
KEPT: Final = 1
