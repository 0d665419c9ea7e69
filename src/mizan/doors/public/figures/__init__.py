"""Figures open to everybody: of a month, of a year, and as files."""
