"""The invalidity pension of the three categories, with its minimum."""
