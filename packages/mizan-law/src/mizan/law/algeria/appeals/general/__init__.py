"""The general appeal: local commission, national commission, court (law 08-08, articles 3 to 16 and 80)."""
