"""A page."""
