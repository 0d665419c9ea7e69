"""Units of the reversion that are sets of choices (`choices.toml`)."""

from typing import Final, NewType

MoudjahidReversion = NewType("MoudjahidReversion", int)
"""Which minimum the reversion of a moudjahid's pension has."""
AS_PENSION: Final = 0
AS_MOUDJAHID: Final = 1

FloorSpread = NewType("FloorSpread", int)
"""How the minimum of the whole is divided between several survivors."""
BY_SHARES: Final = 0
BY_HEADS: Final = 1
