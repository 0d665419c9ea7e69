"""One pay run."""
