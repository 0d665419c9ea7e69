"""One rule of the law."""
