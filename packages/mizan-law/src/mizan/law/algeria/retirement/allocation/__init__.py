"""The allocation of those who worked five to fifteen years."""
