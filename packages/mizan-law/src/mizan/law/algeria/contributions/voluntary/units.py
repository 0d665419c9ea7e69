"""Sets of choices of voluntary affiliation, with the place of each name in `choices.toml`."""

from typing import Final, NewType

VoluntaryGround = NewType("VoluntaryGround", int)
NONE: Final = 0
TRANSITION_OVER: Final = 1
