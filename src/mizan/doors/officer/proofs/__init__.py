"""Those asked for a proof of life and not heard of."""
