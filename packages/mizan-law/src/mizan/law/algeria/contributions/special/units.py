"""Sets of choices of the special categories, with the place of each name in `choices.toml`."""

from typing import Final, NewType

InsuredCategory = NewType("InsuredCategory", int)
MOUDJAHID_WITHOUT_ACTIVITY: Final = 0
WAR_PENSIONER_WITHOUT_ACTIVITY: Final = 1
DISABLED_WITHOUT_ACTIVITY: Final = 2
STUDENT: Final = 3
INTEGRATION_CONTRACT: Final = 4
APPRENTICE: Final = 5
DOMESTIC_WORKER: Final = 6
"""From this place on, the activities assimilated to wage work by decree 85-33."""

PayingParty = NewType("PayingParty", int)
STATE: Final = 0
EMPLOYER_AND_WORKER: Final = 1
NOT_ESTABLISHED: Final = 2

AmountGround = NewType("AmountGround", int)
NONE: Final = 0
AMOUNT_NOT_ESTABLISHED: Final = 1
