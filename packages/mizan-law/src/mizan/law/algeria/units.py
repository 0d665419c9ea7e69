"""Units of Algeria's rules that are sets of choices (`choices.toml`), with the place of each name."""

from typing import Final, NewType

Zone = NewType("Zone", int)
NORTH: Final = 0

Rhythm = NewType("Rhythm", int)
MONTHLY: Final = 0
QUARTERLY: Final = 1

BaseChoice = NewType("BaseChoice", int)
PREVIOUS_MONTH: Final = 0
PREVIOUS_QUARTER: Final = 1
PREVIOUS_YEAR: Final = 2

DasReading = NewType("DasReading", int)
PRACTICE: Final = 0

Spread = NewType("Spread", int)
"""How a relief is spread over the employer's branches."""
BY_RANK: Final = 1

Sex = NewType("Sex", int)
MAN: Final = 0
WOMAN: Final = 1

Scheme = NewType("Scheme", int)
CNR: Final = 0
CASNOS: Final = 1
