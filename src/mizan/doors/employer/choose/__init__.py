"""Which employer."""
