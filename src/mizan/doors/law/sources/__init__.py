"""The texts the book was read in."""
