"""Differences between the yearly and the periodic declarations."""
