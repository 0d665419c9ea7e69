"""Penalty for an activity not declared within ten days (law 83-14, article 7)."""
