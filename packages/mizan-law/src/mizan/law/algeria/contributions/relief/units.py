"""Sets of choices of the hiring reliefs, with the place of each name in `choices.toml`."""

from typing import Final, NewType

HireSector = NewType("HireSector", int)
HYDROCARBONS: Final = 1
TOURISM: Final = 2
"""From this place on, the sectors where a hire of six months is enough."""

ReliefGround = NewType("ReliefGround", int)
NONE: Final = 0
NOT_REGISTERED: Final = 2
EMPLOYER_NOT_UP_TO_DATE: Final = 3
CONTRACT_TOO_SHORT: Final = 4
PERIOD_OVER: Final = 5

TrainingLength = NewType("TrainingLength", int)
UNDER_15_DAYS: Final = 0
DAYS_15_TO_MONTH_1: Final = 1
OVER_1_TO_2_MONTHS: Final = 2

DoublingGround = NewType("DoublingGround", int)
TOO_FEW_WORKERS: Final = 1
NOT_DOUBLED: Final = 2
YEAR_OVER: Final = 3

OpenHireGround = NewType("OpenHireGround", int)
FIXED_TERM: Final = 1
SUBSIDY_OVER: Final = 2
