"""Who has care in the name of an insured person (law 83-11, article 67)."""
