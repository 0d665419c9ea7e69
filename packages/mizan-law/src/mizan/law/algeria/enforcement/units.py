"""Units of this branch that are sets of choices (`choices.toml`), with the place of each name."""

from typing import Final, NewType

PenaltyGrowth = NewType("PenaltyGrowth", int)
SIMPLE: Final = 0
COMPOUND: Final = 1

PartMonth = NewType("PartMonth", int)
BEGUN: Final = 0
WHOLE: Final = 1

DasMonthly = NewType("DasMonthly", int)
OF_PENALTY: Final = 0
OF_CONTRIBUTIONS: Final = 1

CasnosSurcharge = NewType("CasnosSurcharge", int)
GENERAL: Final = 0
SEVEN_THEN_MONTHLY: Final = 1
SEVEN_A_YEAR: Final = 2

RepeatFine = NewType("RepeatFine", int)
PER_WORKER: Final = 0
ONCE: Final = 1

FraudKind = NewType("FraudKind", int)
INTERMEDIARY: Final = 0
FALSE_STATEMENT: Final = 1
COMPLICIT_PRACTITIONER: Final = 2
WITNESS_PRESSURE: Final = 3

Recorder = NewType("Recorder", int)
LABOUR_INSPECTOR: Final = 0
AUTHORISED_AGENT: Final = 1
ACCREDITED_CONTROLLER: Final = 2
BAILIFF: Final = 3
OTHER_PERSON: Final = 4
