"""The general regime: ten branch lines, their rates and totals, and the lines of the declaration."""
