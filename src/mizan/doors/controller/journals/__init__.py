"""Other flows, by two people."""
