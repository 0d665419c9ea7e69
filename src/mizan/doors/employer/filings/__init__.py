"""Declarations filed."""
