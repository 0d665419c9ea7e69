"""The wage lines of a yearly declaration."""
