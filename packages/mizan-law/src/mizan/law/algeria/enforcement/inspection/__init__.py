"""Who may record infringements and serve acts (law 08-08, articles 9, 14, 34, 46, 53 and 81)."""
