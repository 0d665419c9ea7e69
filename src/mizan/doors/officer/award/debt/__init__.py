"""A debt, for the officer who has opened the file."""
