"""Units of work accidents that are sets of choices, with the place of each name."""

from typing import Final, NewType

AccidentDayPayer = NewType("AccidentDayPayer", int)
EMPLOYER: Final = 0

AnnuityGround = NewType("AnnuityGround", int)
NONE: Final = 0
UNDER_TEN_PERCENT: Final = 1

DepartureGround = NewType("DepartureGround", int)
NATIONAL: Final = 1
STAYS: Final = 2

SurvivorsGround = NewType("SurvivorsGround", int)
NO_SURVIVOR: Final = 1

SuccessiveBase = NewType("SuccessiveBase", int)
TWELVE_MONTHS: Final = 1
