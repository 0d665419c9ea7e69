"""Increases of pensions in payment: what takes effect on a day, and the amount after it. The door others use."""

from mizan.law.algeria.revalorisation.award import IncreaseLaw, InPayment, RaisedParts, increase_of, raise_award, raise_columns
from mizan.law.algeria.revalorisation.increase import increases, revalue, revalue_columns
from mizan.law.algeria.revalorisation.types import Effect, Revalued

__all__ = [
    "Effect",
    "InPayment",
    "IncreaseLaw",
    "RaisedParts",
    "Revalued",
    "increase_of",
    "increases",
    "raise_award",
    "raise_columns",
    "revalue",
    "revalue_columns",
]
