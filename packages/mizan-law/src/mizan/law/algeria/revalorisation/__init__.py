"""Increases of pensions in payment: what takes effect on a day, and the amount after it. The door others use."""

from mizan.law.algeria.revalorisation.increase import increases, revalue, revalue_columns
from mizan.law.algeria.revalorisation.types import Effect, Revalued

__all__ = ["Effect", "Revalued", "increases", "revalue", "revalue_columns"]
