"""Invalidity: the right, the three categories, the reference wage, what becomes of the pension."""
