"""Set of choices of apprenticeship, with the place of each name in `choices.toml`."""

from typing import Final, NewType

ApprenticeGround = NewType("ApprenticeGround", int)
RATE_NOT_ESTABLISHED: Final = 1
