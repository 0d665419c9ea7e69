"""What a sick leave pays (law 83-11, articles 14 to 22)."""
