"""Finding words in the book."""
