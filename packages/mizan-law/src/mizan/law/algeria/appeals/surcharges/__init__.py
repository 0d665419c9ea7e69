"""Appeals against surcharges and penalties: which commission, and what it may take off (law 08-08, articles 7 and 12)."""
