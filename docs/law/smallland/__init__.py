"""Smallland: a fictional statute book that teaches the engine."""
