"""What employers declare and pay of the true country, and every way it departs from the truth."""
