"""The yearly declaration."""
