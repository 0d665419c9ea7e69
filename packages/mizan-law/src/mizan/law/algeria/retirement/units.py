"""Units of the retirement law that are sets of choices (`choices.toml`), with the place of each name."""

from typing import Final, NewType

BenefitKind = NewType("BenefitKind", int)
PENSION: Final = 0
ALLOCATION: Final = 1
MOUDJAHID_PENSION: Final = 2
INVALIDITY_PENSION: Final = 3

AllocationFloor = NewType("AllocationFloor", int)
RAISED_15000: Final = 1

TopUpBearer = NewType("TopUpBearer", int)
STATE: Final = 1

EducationStacking = NewType("EducationStacking", int)
BOTH_ADD: Final = 1

AgeByRegulation = NewType("AgeByRegulation", int)
ARDUOUS_LIST_NOT_FOUND: Final = 1
DEFERRAL_BY_REGULATION: Final = 2

FractionOfYear = NewType("FractionOfYear", int)
BEGUN_QUARTERS: Final = 1
WHOLE_YEARS: Final = 2
BEGUN_YEARS: Final = 3

BestYears = NewType("BestYears", int)
BEST_BLOCKS: Final = 1

IncapacityReading = NewType("IncapacityReading", int)
COUNTED_AS_FIFTEEN: Final = 0

SpouseAmount = NewType("SpouseAmount", int)
AMOUNT_2500: Final = 1

GivenSex = NewType("GivenSex", int)

RetirementGround = NewType("RetirementGround", int)
AGE: Final = 1
SERVICE: Final = 2
EFFECTIVE_SERVICE: Final = 3
ARDUOUS_LIST_UNKNOWN: Final = 4
UNPAID_CONTRIBUTIONS: Final = 5
ROUTE_CLOSED: Final = 6
PENSION_INSTEAD: Final = 7
ANTICIPATION_TOO_LONG: Final = 8

RetirementRoute = NewType("RetirementRoute", int)
NONE: Final = 0
LEGAL_AGE: Final = 1
INCAPACITY: Final = 2
WITHOUT_AGE: Final = 3
TRANSITIONAL: Final = 4
PROPORTIONAL: Final = 5
ANTICIPATED: Final = 6
SELF_EMPLOYED: Final = 7
MIXED: Final = 8
RETIREMENT_ALLOCATION: Final = 9

CareerKind = NewType("CareerKind", int)
SALARIED_CAREER: Final = 0
SELF_EMPLOYED_CAREER: Final = 1
MIXED_CAREER: Final = 2
