"""Sets of choices of the self-employed scheme, with the place of each name in `choices.toml`."""

from typing import Final, NewType

FloorsReading = NewType("FloorsReading", int)
FUND_PRACTICE: Final = 0

BaseKind = NewType("BaseKind", int)
TAXABLE_INCOME: Final = 0
TURNOVER: Final = 1
DECLARED: Final = 2

CasnosActivity = NewType("CasnosActivity", int)
TRADE: Final = 0
FARMER: Final = 1

CasnosDeclaration = NewType("CasnosDeclaration", int)
LEGAL: Final = 0

StarterGround = NewType("StarterGround", int)
NONE: Final = 0
PAY_BY_NOT_ESTABLISHED: Final = 1

CasnosRightGround = NewType("CasnosRightGround", int)
CONTRIBUTIONS_UNPAID: Final = 1
SURCHARGES_UNPAID: Final = 2
NOT_COVERED: Final = 3

CasnosBenefit = NewType("CasnosBenefit", int)
DEATH: Final = 3
