"""Who has a right to the unemployment insurance."""
