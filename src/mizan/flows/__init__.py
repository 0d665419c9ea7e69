"""Acts that cross apps: one transaction over declarations, books and careers."""
