"""What is taken from a pension before it is paid, when it is paid, and the days on which that changes. The door others use."""

from mizan.law.algeria.deductions.change import DeductionChange, deduction_change, deduction_changes
from mizan.law.algeria.deductions.from_gross import deduct, deduct_columns
from mizan.law.algeria.deductions.types import Deducted

__all__ = ["Deducted", "DeductionChange", "deduct", "deduct_columns", "deduction_change", "deduction_changes"]
