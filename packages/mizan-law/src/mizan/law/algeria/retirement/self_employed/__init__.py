"""The pension of a self-employed person."""
