"""Retirement: what salaried and self-employed people draw when they stop, and on what conditions."""
