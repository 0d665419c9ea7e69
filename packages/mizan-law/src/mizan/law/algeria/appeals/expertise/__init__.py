"""The medical expertise: clocks, rights and costs (law 08-08, articles 17 to 29 and 36)."""
