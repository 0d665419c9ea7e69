"""Careers: what each worker was paid, line by line, as the employers declared it."""
