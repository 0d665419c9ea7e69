"""What the self-employed are covered for, and on what condition."""
