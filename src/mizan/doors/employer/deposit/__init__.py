"""Deposit the annual declaration."""
