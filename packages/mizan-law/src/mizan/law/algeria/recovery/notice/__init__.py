"""The formal notice that comes before any recovery (law 08-08, article 46)."""
