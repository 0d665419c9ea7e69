"""The wilaya's invalidity commission (law 08-08, articles 30 to 37)."""
