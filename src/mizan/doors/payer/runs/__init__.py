"""The list of pay runs."""
