"""Unemployment: the insurance of dismissed workers (decree-law 94-11) and the allowance of first-time jobseekers."""
