"""Work accidents and occupational diseases (law 83-13)."""
