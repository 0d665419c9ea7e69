"""A claim from end to end: route or ground, reference wage, rate, amounts, who bears them, mixed careers included."""
