"""The technical commission on abuses by practitioners (law 08-08, articles 38 to 43)."""
