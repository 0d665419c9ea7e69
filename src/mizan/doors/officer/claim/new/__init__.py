"""Open a claim."""
