"""The employer's first page."""
