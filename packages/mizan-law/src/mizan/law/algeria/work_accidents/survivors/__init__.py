"""The annuities of survivors after a fatal accident."""
