"""Units of the household that are sets of choices (`choices.toml`)."""

from typing import Final, NewType

RemarriedShare = NewType("RemarriedShare", int)
"""What becomes of the part of a spouse who marries again."""
TO_CHILDREN: Final = 0
RECOMPUTED: Final = 1
