"""One branch of the law."""
