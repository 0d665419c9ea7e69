"""What is taken from a pension before it is paid, and when it is paid. The door others use."""

from mizan.law.algeria.deductions.from_gross import deduct, deduct_columns
from mizan.law.algeria.deductions.types import Deducted

__all__ = ["Deducted", "deduct", "deduct_columns"]
