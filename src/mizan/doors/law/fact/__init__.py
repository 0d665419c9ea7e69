"""One fact of a case."""
