"""What survivors receive after a death: who is entitled, the share of each, the reversion of a pension. The door others use."""

from mizan.law.algeria.survivors.counted import reversion, reversion_columns
from mizan.law.algeria.survivors.recompute import household_on, household_through
from mizan.law.algeria.survivors.types import Benefit, Household, Relation, Reversion, Survivor, SurvivorShare

__all__ = [
    "Benefit",
    "Household",
    "Relation",
    "Reversion",
    "Survivor",
    "SurvivorShare",
    "household_on",
    "household_through",
    "reversion",
    "reversion_columns",
]
