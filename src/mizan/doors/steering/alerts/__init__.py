"""Alerts of the figures, and their life."""
