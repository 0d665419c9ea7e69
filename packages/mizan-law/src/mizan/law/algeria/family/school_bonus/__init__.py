"""The yearly schooling bonus."""
