"""How far the book can be trusted."""
