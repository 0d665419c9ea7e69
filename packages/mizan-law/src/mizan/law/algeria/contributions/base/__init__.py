"""What contributions are counted on: the elements of pay, which of them count, and the base set against the minimum wage."""
