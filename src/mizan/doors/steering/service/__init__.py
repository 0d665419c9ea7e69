"""Service: files by age against the promise, their real path, what a simpler procedure would save, and equity between people."""
