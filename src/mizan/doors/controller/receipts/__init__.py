"""Every bank line, and what became of it."""
