"""Differences between declarations, seen from the fund."""
