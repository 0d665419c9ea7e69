"""What waiting costs, and what a simpler procedure would save on the same files."""
