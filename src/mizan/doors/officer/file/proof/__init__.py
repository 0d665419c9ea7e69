"""Proof of life: where a person stands, and what an officer writes down."""
