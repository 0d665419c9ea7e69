"""Rhythm and last days of declarations and payments (law 83-14)."""
