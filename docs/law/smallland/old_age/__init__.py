"""The pension of those who have worked the land."""
