"""Units of the shares that are sets of choices (`choices.toml`)."""

from typing import Final, NewType

MixedReading = NewType("MixedReading", int)
"""How children and parents left without a spouse share what is reserved for them."""
EQUAL: Final = 0
PROPORTIONAL: Final = 1
CHILDREN_FIRST: Final = 2
