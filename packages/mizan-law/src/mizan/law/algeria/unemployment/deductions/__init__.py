"""What is withheld from a benefit, and what CNAC pays beside it."""
