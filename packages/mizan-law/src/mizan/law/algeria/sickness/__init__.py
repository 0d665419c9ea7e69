"""Sickness insurance: who is entitled, what a day of stop pays, how care is paid back (law 83-11)."""
