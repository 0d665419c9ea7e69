"""Units of this branch that are sets of choices (`choices.toml`), with the place of each name."""

from typing import Final, NewType

NoticeGround = NewType("NoticeGround", int)
VALID: Final = 0
DEBTOR_NOT_NAMED: Final = 1
SUMS_NOT_STATED: Final = 2
LAW_NOT_STATED: Final = 3

NoticeService = NewType("NoticeService", int)
NOT_SERVED_BY_LAW: Final = 0

RecoveryEvent = NewType("RecoveryEvent", int)
ROLL_SIGNED: Final = 0
ROLL_SERVED: Final = 1
CONSTRAINT_SIGNED: Final = 2
CONSTRAINT_SERVED: Final = 3
OPPOSITION_MADE: Final = 4

RecoveryActor = NewType("RecoveryActor", int)
WALI: Final = 0
COURT_PRESIDENT: Final = 1
DEBTOR: Final = 2
CREDITOR_FUND: Final = 3

RecoveryTool = NewType("RecoveryTool", int)
ROLL: Final = 0
CONSTRAINT: Final = 1
OPPOSITION: Final = 2
LOAN_DEDUCTION: Final = 3

RecoveryEnforcer = NewType("RecoveryEnforcer", int)
TAX_SERVICES: Final = 0
CIVIL_PROCEDURE: Final = 1
ACCOUNT_KEEPER: Final = 2
LENDER: Final = 3

NoticeEffect = NewType("NoticeEffect", int)
INTERRUPTS: Final = 0
EXTINGUISHES: Final = 1

PrescriptionState = NewType("PrescriptionState", int)
INTERRUPTED: Final = 0
EXTINGUISHED: Final = 1
NOTICE_TOO_LATE: Final = 2

PlanGround = NewType("PlanGround", int)
EXAMINED: Final = 0
WORKER_SHARE_UNPAID: Final = 1

AmnestyRegime = NewType("AmnestyRegime", int)
CLOSED: Final = 0
LAW_08_08: Final = 1
LFC_2015: Final = 2
ORDINANCE_21_12: Final = 3

AmnestyGround = NewType("AmnestyGround", int)
ENTITLED: Final = 0
NO_REGIME_OPEN: Final = 1
NOTHING_TO_PLAN: Final = 2
GOOD_FAITH_MISSING: Final = 3
NO_FINANCIAL_DIFFICULTY: Final = 4
CURRENT_UNPAID: Final = 5
AMNESTY_WORKER_SHARE_UNPAID: Final = 6
PLAN_TOO_LONG: Final = 7
INSTALMENT_MISSED: Final = 8

AmnestyAge = NewType("AmnestyAge", int)
ALL_YEARS: Final = 0
LIMITED_YEARS: Final = 1
