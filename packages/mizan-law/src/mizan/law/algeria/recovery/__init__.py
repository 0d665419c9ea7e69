"""Forced recovery of contributions (law 08-08, articles 44 to 68), prescription, time to pay, and the measures that waive surcharges."""
