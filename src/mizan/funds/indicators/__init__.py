"""Indicators of the funds: what each counts, its monthly figures and what they were computed from."""
