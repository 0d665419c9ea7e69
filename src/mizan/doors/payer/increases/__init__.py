"""The list of increases."""
