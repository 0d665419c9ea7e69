"""Maternity insurance: the leave, before and after law 25-08, and what it pays."""
