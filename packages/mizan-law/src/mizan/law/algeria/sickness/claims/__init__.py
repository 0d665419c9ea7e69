"""By when a stop is told and a claim filed, and what protects the allowance."""
