"""Who is an invalid, and why not (law 83-11, articles 32 to 35)."""
