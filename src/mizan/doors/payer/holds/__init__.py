"""Pages of a journey of the payer."""
