"""The contribution declaration."""
