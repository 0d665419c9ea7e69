"""Verify a letter."""
