"""The social insurance contribution taken from a pension."""
