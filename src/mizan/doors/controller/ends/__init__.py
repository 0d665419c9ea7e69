"""The end of a self-employed activity."""
