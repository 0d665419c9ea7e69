"""When a claim is time-barred (law 08-08, articles 78 and 79)."""
