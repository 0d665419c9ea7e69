"""Delay, outcome and error by scheme, sex and wilaya, with intervals."""
